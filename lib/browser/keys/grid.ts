export type Direction = 'left' | 'right' | 'up' | 'down';

/** Where a tile is, in pixels. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/**
 * Which tile an arrow key leads to. Left and right follow the order of reading, over the ends of
 * rows; up and down go to the tile of the next row that is nearest, also into another room's.
 * @param boxes all tiles in the order of reading
 * @param rtl whether that order goes from right to left
 * @returns its index; null: there is none in that direction
 */
export function neighbour(
  boxes: readonly Box[],
  from: number,
  direction: Direction,
  rtl: boolean,
): number | null {
  const start = boxes[from];
  if (start === undefined) return null;
  if (direction === 'left' || direction === 'right') {
    const next = from + ((direction === 'right') !== rtl ? 1 : -1);
    return next >= 0 && next < boxes.length ? next : null;
  }
  const down = direction === 'down';
  const middle = start.top + start.height / 2;
  const beyond = [...boxes.keys()].filter((i) => {
    const box = boxes[i];
    if (box === undefined) return false;
    return down ? box.top >= middle && box.top > start.top : box.top + box.height <= middle;
  });
  const edge = (i: number) => boxes[i]?.top ?? 0;
  const tops = beyond.map(edge);
  const row = down ? Math.min(...tops) : Math.max(...tops);
  const centre = (box: Box) => box.left + box.width / 2;
  const distance = (i: number) => {
    const box = boxes[i];
    return box === undefined ? Number.POSITIVE_INFINITY : Math.abs(centre(box) - centre(start));
  };
  const inRow = beyond.filter((i) => Math.abs(edge(i) - row) < start.height / 2);
  return inRow.reduce<number | null>(
    (best, i) => (best === null || distance(i) < distance(best) ? i : best),
    null,
  );
}
