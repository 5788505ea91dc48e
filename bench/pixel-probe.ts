/** What the probe saw: [microstamp as shown, ms it was in the DOM, ms of the frame after it]. */
export type Sight = readonly [shown: number, domAt: number, frameAt: number];

/**
 * Runs inside the page: notes every number of the form `base + n` (tenths of ms since `startMs`)
 * the moment the DOM shows it, and the next frame. Numbers are taken from the text, whatever
 * separators it is written with.
 */
export function installProbe({ startMs, base }: { startMs: number; base: number }): void {
  const seen = new Set<number>();
  const sights: [number, number, number][] = [];
  let frame: { shown: number; domAt: number }[] = [];
  const now = () => performance.timeOrigin + performance.now() - startMs;

  const look = (text: string | null) => {
    for (const word of (text ?? '').match(/\d[\d.,\u00a0\u202f\u2009' ]*\d|\d/g) ?? []) {
      const shown = Number(word.replace(/\D/g, ''));
      if (shown < base || shown > base + 36_000_000 || seen.has(shown)) continue;
      seen.add(shown);
      if (frame.length === 0) {
        requestAnimationFrame(() => {
          const frameAt = now();
          for (const { shown: value, domAt } of frame) sights.push([value, domAt, frameAt]);
          frame = [];
        });
      }
      frame.push({ shown, domAt: now() });
    }
  };
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'characterData') look(target.textContent);
      for (const node of addedNodes) look(node.textContent);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  Object.assign(window, { benchSights: sights, benchNow: now });
}

/** Runs inside the page: takes what was seen so far. */
export function takeSights(): Sight[] {
  const { benchSights = [] } = window as { benchSights?: [number, number, number][] };
  return benchSights.splice(0);
}

/** How far a process's fine clock is ahead of the system's, ms; runs in the page and in Node. */
export function clockLead(): number {
  const leads: number[] = [];
  const end = performance.now() + 60;
  while (performance.now() < end) {
    leads.push(performance.timeOrigin + performance.now() - Date.now());
  }
  // Date.now() cuts to whole ms, in both processes alike, so the means are comparable.
  return leads.reduce((sum, lead) => sum + lead, 0) / leads.length;
}
