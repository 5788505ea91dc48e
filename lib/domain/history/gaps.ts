/** From (included) to (excluded), epoch ms. */
export type Span = { readonly from: number; readonly to: number };

export type GapReason = 'sensor_silent' | 'sensor_offline' | 'recorder_down';

/** A span without readings where there should be some, and why. */
export type Gap = Span & { readonly reason: GapReason };

const LEAST_SILENCE_MS = 60_000;
const SILENCE_WITHOUT_HABIT_MS = 3_600_000;

/**
 * How long a series may be silent before that is a gap: three times its usual interval, and an hour
 * for one with too few readings to have a habit. The usual interval is the 90th percentile, since a
 * sensor that reports on change is often quick and sometimes slow.
 */
export function silenceLimit(times: readonly number[]): number {
  if (times.length < 4) return SILENCE_WITHOUT_HABIT_MS;
  const intervals = times.slice(1).map((at, i) => at - times[i]!);
  intervals.sort((a, b) => a - b);
  const usual = intervals[Math.floor((intervals.length - 1) * 0.9)]!;
  return Math.max(LEAST_SILENCE_MS, 3 * usual);
}

/**
 * Spans of [from, to) longer than `limitMs` without a reading. `times` are the readings in the range,
 * in order; `before` is the time of the last one ahead of it, null if there was none: a series that
 * begins within the range was not silent before.
 */
export function silences(
  times: readonly number[],
  { from, to }: Span,
  before: number | null,
  limitMs: number,
): Span[] {
  const marks = [...(before === null ? [] : [before]), ...times, to];
  return marks
    .slice(1)
    .map((at, i) => ({ from: marks[i]!, to: at }))
    .filter((span) => span.to - span.from > limitMs && span.to > from)
    .map((span) => ({ from: Math.max(span.from, from), to: span.to }));
}

/** What lies between the spans: when runs are given, the times the recorder was down. */
export function between(spans: readonly Span[], { from, to }: Span): Span[] {
  const gaps: Span[] = [];
  let at = from;
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    if (span.from > at) gaps.push({ from: at, to: Math.min(span.from, to) });
    at = Math.max(at, span.to);
  }
  if (at < to) gaps.push({ from: at, to });
  return gaps.filter((gap) => gap.to > gap.from);
}

/**
 * Says why each silence was one. The recorder's absence explains it before the sensor's does, for
 * then nobody knows about the sensor. Silence shorter than `limitMs` at the edge of another reason
 * belongs to that reason: a sensor is silent a while before the broker calls it offline.
 */
export function explain(
  silent: readonly Span[],
  recorderDown: readonly Span[],
  sensorOffline: readonly Span[],
  limitMs: number,
): Gap[] {
  return silent.flatMap((silence) => {
    const down = within(recorderDown, silence).map((span) => gap(span, 'recorder_down'));
    const offline = within(sensorOffline, silence)
      .flatMap((span) => between(down, span))
      .map((span) => gap(span, 'sensor_offline'));
    const known = [...down, ...offline];
    const rest = between(known, silence);
    const long = rest.filter((span) => known.length === 0 || span.to - span.from > limitMs);
    const pieces = [...known, ...long.map((span) => gap(span, 'sensor_silent'))];
    return joined(pieces.sort((a, b) => a.from - b.from));
  });
}

const gap = ({ from, to }: Span, reason: GapReason): Gap => ({ from, to, reason });

const within = (spans: readonly Span[], { from, to }: Span): Span[] =>
  spans
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.to > span.from);

/** Neighbours with the same reason become one gap. */
function joined(pieces: readonly Gap[]): Gap[] {
  const gaps: Gap[] = [];
  for (const piece of pieces) {
    const last = gaps.at(-1);
    if (last?.reason === piece.reason && last.to >= piece.from)
      gaps[gaps.length - 1] = { ...last, to: Math.max(last.to, piece.to) };
    else gaps.push(piece);
  }
  return gaps;
}
