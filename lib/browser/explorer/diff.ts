/** A line of one payload beside another. */
export type DiffLine = { readonly type: 'same' | 'added' | 'removed'; readonly text: string };

/** Lines × lines that are compared; larger differences are told as "all of it". */
const MOST_CELLS = 250_000;

/** What changed from one list of lines to the next: the longest common run stays, the rest moved. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (text: string): DiffLine => ({ type: 'same', text });
  return [
    ...after.slice(0, start).map(same),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...after.slice(after.length - end).map(same),
  ];
}

function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const width = after.length + 1;
  if (before.length * after.length > MOST_CELLS || before.length * after.length === 0) {
    return [...before.map(removed), ...after.map(added)];
  }
  // common[i * width + j]: how many lines before[i…] and after[j…] have in common, in order.
  const common = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const below = common[(i + 1) * width + j] as number;
      const beside = common[i * width + j + 1] as number;
      common[i * width + j] =
        before[i] === after[j]
          ? (common[(i + 1) * width + j + 1] as number) + 1
          : Math.max(below, beside);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push({ type: 'same', text: after[j] as string });
      i += 1;
      j += 1;
    } else if ((common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number)) {
      lines.push(removed(before[i] as string));
      i += 1;
    } else {
      lines.push(added(after[j] as string));
      j += 1;
    }
  }
  return [...lines, ...before.slice(i).map(removed), ...after.slice(j).map(added)];
}

const removed = (text: string): DiffLine => ({ type: 'removed', text });
const added = (text: string): DiffLine => ({ type: 'added', text });
