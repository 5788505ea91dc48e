/** Something that happened: an event of a button, a tag that was scanned. `at` in epoch ms. */
export type Happening = { readonly at: number; readonly what: string };

/** Of the same happening, the page and the recorder may have noted moments this far apart. */
const SAME_MS = 2_000;

/** Two lists as one, newest first; what both of them know is there once. */
export function mergeHappenings(
  heard: readonly Happening[],
  recorded: readonly Happening[],
): readonly Happening[] {
  const left = [...heard];
  const kept = recorded.filter((one) => {
    const twin = left.findIndex(
      ({ at, what }) => what === one.what && Math.abs(at - one.at) <= SAME_MS,
    );
    if (twin === -1) return true;
    left.splice(twin, 1);
    return false;
  });
  return [...heard, ...kept].sort((a, b) => b.at - a.at);
}
