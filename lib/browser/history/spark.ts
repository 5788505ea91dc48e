/** A value at a moment, epoch ms. */
export type SparkPoint = { readonly at: number; readonly value: number };

type Box = {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
};

/** Room for the stroke and the dot. */
const MARGIN = 4;

/**
 * The SVG path of a line of readings; `null` among the points is a gap, where the line breaks.
 * Null if there is nothing to draw. A flat line runs through the middle.
 */
export function sparkPath(
  points: readonly (SparkPoint | null)[],
  { from, to, width, height }: Box,
): { readonly d: string; readonly last: { readonly x: number; readonly y: number } } | null {
  const known = points.filter((point): point is SparkPoint => point !== null);
  const end = known.at(-1);
  if (known.length < 2 || end === undefined || to <= from) return null;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { value } of known) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const span = high - low;
  const x = (at: number) => round(((at - from) / (to - from)) * (width - MARGIN));
  const y = (value: number) =>
    round(
      span === 0 ? height / 2 : height - MARGIN - ((value - low) / span) * (height - 2 * MARGIN),
    );

  let d = '';
  let pen = 'M';
  for (const point of points) {
    if (point === null) {
      pen = 'M';
      continue;
    }
    d += `${pen}${x(point.at)} ${y(point.value)}`;
    pen = 'L';
  }
  return { d, last: { x: x(end.at), y: y(end.value) } };
}

const round = (n: number) => Math.round(n * 10) / 10;
