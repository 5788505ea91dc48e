/** Ranges of the history page. */
export const RANGES = [
  { name: '1h', label: '1 h', spanMs: 3_600_000 },
  { name: '6h', label: '6 h', spanMs: 6 * 3_600_000 },
  { name: '24h', label: '24 h', spanMs: 86_400_000 },
  { name: '7d', label: '7 d', spanMs: 7 * 86_400_000 },
  { name: '30d', label: '30 d', spanMs: 30 * 86_400_000 },
  { name: '1y', label: '1 y', spanMs: 365 * 86_400_000 },
] as const;

export type RangeName = (typeof RANGES)[number]['name'];

/** What the address of the history page says. */
export type HistoryPlace = {
  readonly entities: readonly string[];
  readonly range: RangeName;
  /** End of the range in epoch ms; null: now. */
  readonly to: number | null;
  readonly view: 'chart' | 'table';
};

/** As many series as one screen shows. */
export const MOST_SERIES = 8;

/** Reads the address; what makes no sense in it counts as absent. */
export function readHistoryPlace(query: URLSearchParams): HistoryPlace {
  const entities = [...new Set(query.getAll('entity'))].filter(Boolean).slice(0, MOST_SERIES);
  const range = RANGES.find(({ name }) => name === query.get('range'))?.name ?? '24h';
  const to = Date.parse(query.get('to') ?? '');
  const view = query.get('view') === 'table' ? 'table' : 'chart';
  return { entities, range, to: Number.isNaN(to) ? null : to, view };
}

export const spanOf = (range: RangeName): number =>
  RANGES.find(({ name }) => name === range)?.spanMs ?? 86_400_000;

/**
 * The end of the range before or after this one; null once that would be now or later.
 * @param steps −1 or 1
 */
export function shift(place: HistoryPlace, steps: number, now: number): number | null {
  const next = (place.to ?? now) + steps * spanOf(place.range);
  return next >= now ? null : next;
}
