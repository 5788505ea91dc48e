import type { GapOut, SeriesOut } from '../../api/history.ts';
import { withoutGuesses } from './unknown.ts';

/** One place on a chart; `at` in epoch ms. Null where nothing is known. */
export type ChartRow = {
  readonly at: number;
  readonly mean: number | null;
  /** [min, max] of a bucket; null of a single reading. */
  readonly band: readonly [number, number] | null;
  readonly count: number;
  /** Of a bar: from where to where it stands, epoch ms. */
  readonly bar?: readonly [number, number];
  /** Why nothing is known here. */
  readonly gap: GapOut['reason'] | null;
};

export type ChartSeries = {
  readonly entity: string;
  readonly unit: string | null;
  readonly resolution: SeriesOut['resolution'];
  /** `bars`: what a counter has counted in each stretch. */
  readonly kind: 'line' | 'bars' | 'strip' | 'text';
  readonly rows: readonly ChartRow[];
  readonly gaps: readonly {
    readonly from: number;
    readonly to: number;
    readonly reason: GapOut['reason'];
  }[];
  readonly stats: { readonly min: number; readonly max: number; readonly mean: number } | null;
  /** All that a counter has counted; null of what is none. */
  readonly total: number | null;
  /** Spans on (`value` 1) and off of a strip, and the texts of a text series. */
  readonly spans: readonly Span[];
};

/** A value in force from one moment to another, epoch ms. For an on/off bucket: its share on, 0–1. */
export type Span = { readonly from: number; readonly to: number; readonly value: number | string };

/** Why a stretch of a chart is empty, in words. */
export const GAP_WORDS: Readonly<Record<GapOut['reason'], string>> = {
  damaged: 'The disk has not kept these readings',
  recorder_down: 'The recorder was not running',
  sensor_offline: 'The device was away',
  sensor_silent: 'The device was silent',
};

/** What the server answered, as a chart needs it. */
export function chartSeries(answer: SeriesOut): ChartSeries {
  const series = withoutGuesses(answer);
  const from = Date.parse(series.from);
  const to = Date.parse(series.to);
  const gaps = series.gaps.map(({ start, end, reason }) => ({
    from: Math.max(from, Date.parse(start)),
    to: Math.min(to, Date.parse(end)),
    reason,
  }));
  const values = [
    ...(series.readings ?? []).map(([, value]) => value),
    ...(series.buckets ?? []).flatMap(({ first, last }) => [first, last]),
  ].filter((value) => value !== null);
  const isStrip =
    values.length > 0 &&
    (values.every((value) => typeof value === 'boolean') || series.property === 'on');
  const isText = values.some((value) => typeof value === 'string' || Array.isArray(value));
  const isBars = series.buckets?.some(({ increase }) => increase !== undefined) ?? false;
  const rows = withGaps(isText ? [] : isBars ? barsOf(series) : rowsOf(series), gaps);
  return {
    entity: series.entity,
    unit: series.unit,
    resolution: series.resolution,
    kind: isStrip ? 'strip' : isText ? 'text' : isBars ? 'bars' : 'line',
    rows,
    gaps,
    stats: isBars ? barStats(rows) : statsOf(rows, to),
    total: isBars ? sumOf(rows) : null,
    spans: isStrip || isText ? joined(spansOf(series, to, gaps)) : [],
  };
}

const numberOf = (value: unknown): number | null =>
  typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : null;

function rowsOf({ readings = [], buckets = [] }: SeriesOut): ChartRow[] {
  const single = readings.map(([time, value]) => {
    const mean = numberOf(value);
    return { at: Date.parse(time), mean, band: null, count: 1, gap: null };
  });
  const wide = buckets.map(({ start, end, min, max, mean, count }) => {
    const band = min === null || max === null ? null : ([min, max] as const);
    return { at: (Date.parse(start) + Date.parse(end)) / 2, mean, band, count, gap: null };
  });
  return [...single, ...wide];
}

const barsOf = ({ buckets = [] }: SeriesOut): ChartRow[] =>
  buckets.map(({ start, end, increase = null, count }) => {
    const bar = [Date.parse(start), Date.parse(end)] as const;
    return { at: (bar[0] + bar[1]) / 2, mean: increase, band: null, count, bar, gap: null };
  });

const sumOf = (rows: readonly ChartRow[]): number =>
  rows.reduce((sum, { mean }) => sum + (mean ?? 0), 0);

/** Bars stand on zero. */
function barStats(rows: readonly ChartRow[]): ChartSeries['stats'] {
  const heights = rows.flatMap(({ mean }) => mean ?? []);
  if (heights.length === 0) return null;
  const mean = sumOf(rows) / heights.length;
  return { min: Math.min(0, ...heights), max: Math.max(0, ...heights), mean };
}

/** Breaks the line in the middle of each gap, where the pointer also learns why. */
function withGaps(rows: readonly ChartRow[], gaps: ChartSeries['gaps']): readonly ChartRow[] {
  if (gaps.length === 0) return rows;
  const breaks = gaps.map(({ from, to, reason }) => ({
    at: (from + to) / 2,
    mean: null,
    band: null,
    count: 0,
    gap: reason,
  }));
  return [...rows, ...breaks].sort((a, b) => a.at - b.at);
}

/** Least, most and the mean by time: a value counts for as long as it was in force. */
function statsOf(rows: readonly ChartRow[], to: number): ChartSeries['stats'] {
  let [min, max, area, known] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  rows.forEach((row, i) => {
    if (row.mean === null) return;
    const span = Math.max(1, (rows[i + 1]?.at ?? to) - row.at);
    min = Math.min(min, row.band?.[0] ?? row.mean);
    max = Math.max(max, row.band?.[1] ?? row.mean);
    area += row.mean * span;
    known += span;
  });
  return known > 0 ? { min, max, mean: area / known } : null;
}

function spansOf(series: SeriesOut, to: number, gaps: ChartSeries['gaps']): readonly Span[] {
  const { readings = [], buckets = [] } = series;
  const spans: Span[] = [];
  readings.forEach(([time, value], i) => {
    if (value === null) return;
    const from = Date.parse(time);
    const next = Date.parse(readings[i + 1]?.[0] ?? '') || Math.min(to, Date.now());
    const gap = gaps.find((one) => one.from >= from && one.from < next);
    spans.push({ from, to: gap?.from ?? next, value: plain(value) });
  });
  for (const { start, end, mean, last } of buckets) {
    const value = mean ?? last;
    if (value !== null)
      spans.push({ from: Date.parse(start), to: Date.parse(end), value: plain(value) });
  }
  return spans;
}

/** A device that says again what it said before does not begin something new. */
function joined(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last && last.value === span.value && last.to === span.from)
      out[out.length - 1] = { ...last, to: span.to };
    else out.push(span);
  }
  return out;
}

const plain = (value: unknown): number | string =>
  numberOf(value) ?? (typeof value === 'string' ? value : JSON.stringify(value));
