/** A course of sizes drawn on a field of 100 × 100, from the first moment to the last. */
export type GrowthPath = {
  /** What was, as the `d` of an area and of its upper edge. */
  readonly pastArea: string;
  readonly pastLine: string;
  /** What is to come, as the `d` of a line. */
  readonly nextLine: string;
  /** How far from the left now is, in percent. */
  readonly nowAt: number;
  /** How far from the top it stands now and at the end, in percent. */
  readonly nowTop: number;
  readonly endTop: number;
};

type Point = { readonly at: number; readonly bytes: number };

/** Room above the highest point. */
const HEAD = 0.92;

/** Draws what was and what is to come, `now` in epoch ms; null: there is no course yet. */
export function growthPath(
  course: readonly (readonly [string, number])[],
  now: number,
): GrowthPath | null {
  const points = course.map(([at, bytes]): Point => ({ at: Date.parse(at), bytes }));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at) return null;
  const most = Math.max(...points.map(({ bytes }) => bytes), 1);
  const x = (at: number) => round(((at - first.at) / (last.at - first.at)) * 100);
  const y = (bytes: number) => round(100 - (bytes / most) * HEAD * 100);
  const line = (some: readonly Point[]) =>
    some.map(({ at, bytes }, i) => `${i === 0 ? 'M' : 'L'}${x(at)} ${y(bytes)}`).join('');
  const past = points.filter(({ at }) => at <= now);
  const next = points.filter(({ at }) => at >= now);
  const current = past.at(-1) ?? first;
  return {
    pastArea: past.length < 2 ? '' : `${line(past)}L${x(current.at)} 100L${x(past[0]!.at)} 100Z`,
    pastLine: past.length < 2 ? '' : line(past),
    nextLine: line(next[0]?.at === current.at ? next : [current, ...next]),
    nowAt: x(current.at),
    nowTop: y(current.bytes),
    endTop: y(last.bytes),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
