import {
  mean,
  mergeAll,
  NOTHING,
  type Step,
  type Summary,
  summarize,
} from '../../domain/history/summary.ts';

/** A reading as its row holds it: `text` is an id of the dictionary. */
export type Row = Step & { readonly text: number | null };

/** A summary that also knows the first and last reading of a series of texts. */
export type Statistic = Summary & {
  readonly firstText: number | null;
  readonly lastText: number | null;
};

export const NO_STATISTIC: Statistic = { ...NOTHING, firstText: null, lastText: null };

export function statistic(
  rows: readonly Row[],
  from: number,
  to: number,
  held: number | null,
): Statistic {
  const firstText = rows[0]?.text ?? null;
  return { ...summarize(rows, from, to, held), firstText, lastText: rows.at(-1)?.text ?? null };
}

/** The statistic of adjacent spans, in order of time. */
export const mergeStatistics = (parts: readonly Statistic[]): Statistic => ({
  ...mergeAll(parts),
  firstText: parts.find(({ count }) => count > 0)?.firstText ?? null,
  lastText: parts.findLast(({ count }) => count > 0)?.lastText ?? null,
});

/** The value in force when a span ends: its last reading, or what it began with. */
export const heldAfter = ({ count, last }: Statistic, held: number | null): number | null =>
  count > 0 ? last : held;

/** An hour as table hour keeps it: start, count, min, max, area, known, first, firstText, last, lastText. */
export type HourRow = readonly [
  number,
  number,
  number | null,
  number | null,
  number,
  number,
  number | null,
  number | null,
  number | null,
  number | null,
];

export const HOUR_COLUMNS =
  'start, count, min, max, area, known, first, first_text, last, last_text';

const finite = (value: number) => (Number.isFinite(value) ? value : null);

export const toRow = (start: number, s: Statistic): HourRow => [
  start,
  s.count,
  finite(s.min),
  finite(s.max),
  // Numbers too large to be summed up have no mean; nothing must take it for 0.
  finite(s.area) ?? 0,
  Number.isFinite(s.area) ? s.known : 0,
  s.first,
  s.firstText,
  s.last,
  s.lastText,
];

export const fromRow = (row: HourRow): Statistic => ({
  count: row[1],
  min: row[2] ?? Infinity,
  max: row[3] ?? -Infinity,
  area: row[4],
  known: row[5],
  first: row[6],
  firstText: row[7],
  last: row[8],
  lastText: row[9],
});

/** What a client of the history sees of numbers: null where there was none. */
export const shown = (s: Statistic) => ({
  count: s.count,
  min: finite(s.min),
  max: finite(s.max),
  mean: finite(mean(s) ?? Number.NaN),
});
