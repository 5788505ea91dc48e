import type { SeriesOut } from '../../api/history.ts';
import { chooseResolution } from '../../domain/history/resolution.ts';
import { api } from '../api-client.ts';
import type { SparkPoint } from './spark.ts';
import { withoutGuesses } from './unknown.ts';

export type HistoryQuestion = {
  readonly entities: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly points: number;
  readonly property?: string;
  /** Every reading rather than buckets; or what counters have counted, as few bars. */
  readonly as?: 'readings' | 'bars';
};

/** So many bars can be told apart on a phone. */
const BARS = 60;

/** `GET /history`: several series over one range, but for entities without history. @throws ApiError */
export async function fetchHistory(
  { entities, from, to, points, property, as }: HistoryQuestion,
  signal?: AbortSignal,
): Promise<readonly SeriesOut[]> {
  const query = new URLSearchParams();
  for (const entity of entities) query.append('entity', entity);
  query.set('from', new Date(from).toISOString());
  query.set('to', new Date(to).toISOString());
  query.set('points', String(points));
  if (property) query.set('property', property);
  if (as === 'readings') query.set('resolution', 'raw');
  if (as === 'bars') {
    query.set('resolution', chooseResolution(to - from, BARS));
    query.set('include', 'increase');
  }
  const { series } = await api<{ series: SeriesOut[] }>(`/history?${query}`, { signal });
  return series;
}

const MOST = 20;
const GATHER_MS = 40;

type Waiting = {
  readonly id: string;
  readonly resolve: (series: SeriesOut | null) => void;
  readonly reject: (error: unknown) => void;
};

/** Gathers what many tiles ask for at once into few requests. */
export function createSparkLoader(spanMs: number, points: number) {
  let waiting: Waiting[] = [];

  async function load(batch: readonly Waiting[]): Promise<void> {
    const to = Date.now();
    try {
      const entities = batch.map(({ id }) => id);
      const series = await fetchHistory({ entities, from: to - spanMs, to, points });
      // One that is too new for the recorder has none yet.
      for (const { id, resolve } of batch) resolve(series.find((one) => one.entity === id) ?? null);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (id: string): Promise<SeriesOut | null> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) {
        setTimeout(() => {
          const all = waiting;
          waiting = [];
          for (let i = 0; i < all.length; i += MOST) void load(all.slice(i, i + MOST));
        }, GATHER_MS);
      }
      waiting.push({ id, resolve, reject });
    });
}

/** A series as points for a small line; null where nothing is known. */
export function sparkPoints(answer: SeriesOut): readonly (SparkPoint | null)[] {
  const series = withoutGuesses(answer);
  const points: (SparkPoint | null)[] = [];
  const gaps = series.gaps.map(({ start }) => Date.parse(start)).sort((a, b) => a - b);
  const add = (at: number, value: unknown) => {
    while (gaps[0] !== undefined && gaps[0] < at) {
      gaps.shift();
      points.push(null);
    }
    points.push(typeof value === 'number' ? { at, value } : null);
  };
  for (const [at, value] of series.readings ?? []) add(Date.parse(at), value);
  for (const { start, end, mean } of series.buckets ?? []) {
    add((Date.parse(start) + Date.parse(end)) / 2, mean);
  }
  return points;
}
