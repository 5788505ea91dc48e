/** From (included) to (excluded), epoch ms. */
export type Span = { readonly from: number; readonly to: number };

export type GapReason = 'sensor_silent' | 'sensor_offline' | 'recorder_down' | 'damaged';

/** A span without readings where there should be some, and why. */
export type Gap = Span & { readonly reason: GapReason };

const LEAST_SILENCE_MS = 60_000;
const SILENCE_WITHOUT_HABIT_MS = 3_600_000;

/**
 * How often a series usually speaks, in ms: the 90th percentile of its intervals, since a sensor that
 * reports on change is often quick and sometimes slow. null: too few readings to have a habit.
 */
export function usualInterval(times: readonly number[]): number | null {
  if (times.length < 4) return null;
  const intervals = times.slice(1).map((at, i) => at - times[i]!);
  intervals.sort((a, b) => a - b);
  return intervals[Math.floor((intervals.length - 1) * 0.9)]!;
}

/**
 * How long a series may be silent before that is a gap: three times its usual interval, and an hour
 * for one without a habit.
 */
export const silenceLimit = (usual: number | null): number =>
  usual === null ? SILENCE_WITHOUT_HABIT_MS : Math.max(LEAST_SILENCE_MS, 3 * usual);

/** When a series was heard, in order: from each of these moments to the one of the same place, epoch ms. */
export type Heard = { readonly from: ArrayLike<number>; readonly to: ArrayLike<number> };

/**
 * Spans of [from, to) longer than `limitMs` in which a series was not heard. `before` is the time of its
 * last reading ahead of the range, null if there was none: a series that begins within the range was not
 * silent before.
 */
export function silences(
  heard: Heard,
  { from, to }: Span,
  before: number | null,
  limitMs: number,
): Span[] {
  const found: Span[] = [];
  let since = before;
  const until = (at: number) => {
    if (since !== null && at - since > limitMs && at > from)
      found.push({ from: Math.max(since, from), to: at });
  };
  for (let i = 0; i < heard.from.length; i++) {
    until(heard.from[i]!);
    since = Math.max(since ?? heard.to[i]!, heard.to[i]!);
  }
  until(to);
  return found;
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
 * then nobody knows about the sensor. What nothing explains is a gap of its own only if it is longer
 * than `limitMs`: a sensor is silent a while before the broker calls it offline.
 * All spans are in order of time and apart from each other.
 */
export function explain(
  silent: readonly Span[],
  recorderDown: readonly Span[],
  sensorOffline: readonly Span[],
  limitMs: number,
): Gap[] {
  const downIn = cutter(recorderDown);
  const offlineIn = cutter(sensorOffline);
  return silent.flatMap((silence) => {
    const down = downIn(silence).map((span) => gap(span, 'recorder_down'));
    const offline = offlineIn(silence)
      .flatMap((span) => between(down, span))
      .map((span) => gap(span, 'sensor_offline'));
    const known = [...down, ...offline];
    const rest = between(known, silence).filter(({ from, to }) => to - from > limitMs);
    const pieces = [...known, ...rest.map((span) => gap(span, 'sensor_silent'))];
    return joined(pieces.sort((a, b) => a.from - b.from));
  });
}

/**
 * With the stretches that were stored and cannot be read any more: these readings were there, so nothing else is
 * the reason that they are missing. All are in order of time.
 */
export function withDamage(gaps: readonly Gap[], damaged: readonly Span[]): readonly Gap[] {
  if (damaged.length === 0) return gaps;
  const others = gaps.flatMap((one) => between(damaged, one).map((span) => gap(span, one.reason)));
  const pieces = [...others, ...damaged.map((span) => gap(span, 'damaged'))];
  return joined(pieces.sort((a, b) => a.from - b.from));
}

const gap = ({ from, to }: Span, reason: GapReason): Gap => ({ from, to, reason });

/** Cuts pieces out of spans; asked for one stretch after the other, it looks at each span once. */
function cutter(spans: readonly Span[]): (stretch: Span) => Span[] {
  let first = 0;
  return ({ from, to }) => {
    while (first < spans.length && spans[first]!.to <= from) first++;
    const pieces: Span[] = [];
    for (let i = first; i < spans.length && spans[i]!.from < to; i++) {
      pieces.push({ from: Math.max(spans[i]!.from, from), to: Math.min(spans[i]!.to, to) });
    }
    return pieces;
  };
}

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
