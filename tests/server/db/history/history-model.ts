import fc from 'fast-check';
import type { Value } from '../../../../lib/domain/entity/entity.ts';
import { mean, summarize } from '../../../../lib/domain/history/summary.ts';

export type Told = { readonly at: number; readonly value: Value };
type Kept = Told & { readonly rank: number };

export const MINUTE = 60_000;
export const T0 = Date.UTC(2026, 2, 1);

/** What a history must say, told in the simplest way: an array of all readings of one series. */
export function modelSeries() {
  let kept: Kept[] = [];
  let heard = 0;
  let imports = 0;
  let newest: Told | null = null;
  const order = () => kept.sort((a, b) => a.at - b.at || a.rank - b.rank);
  return {
    append(readings: readonly Told[]): void {
      for (const { at, value } of readings) {
        kept.push({ at, value, rank: ++heard });
        newest = { at, value };
      }
      order();
    },
    /**
     * What an import tells comes before what was heard. Of each moment its last word counts; of one that
     * brings in only what is new, all of a moment does, or nothing.
     */
    import(readings: readonly Told[], onlyNew: boolean): void {
      const words = new Map(readings.map((reading) => [reading.at, reading]));
      const known = new Set(kept.map(({ at }) => at));
      imports--;
      for (const { at, value } of onlyNew ? readings : words.values()) {
        if (!(onlyNew && known.has(at))) kept.push({ at, value, rank: imports });
      }
      order();
      const last = [...words.values()].reduce((a, b) => (b.at >= a.at ? b : a));
      if (heard === 0 && (newest === null || last.at >= newest.at)) newest = last;
    },
    drop(before: number): void {
      kept = kept.filter(({ at }) => at >= before);
    },
    get newest() {
      return newest;
    },
    readings: (from = -Infinity, to = Infinity): Told[] =>
      kept.filter(({ at }) => at >= from && at < to).map(({ at, value }) => ({ at, value })),
    held: (at: number): Told | null => {
      const last = kept.findLast((reading) => reading.at < at);
      return last === undefined ? null : { at: last.at, value: last.value };
    },
    buckets(edges: readonly number[], now: number) {
      return edges.slice(1).map((end, i) => {
        const start = edges[i]!;
        const to = Math.max(start, Math.min(end, now, edges.at(-1)!));
        const steps = this.readings(start, to).map(({ at, value }) => ({
          at,
          value: number(value),
        }));
        const held = this.held(start);
        const sum = summarize(steps, start, to, held === null ? null : number(held.value));
        const known = this.readings(start, to);
        return {
          start,
          end,
          count: sum.count,
          min: Number.isFinite(sum.min) ? sum.min : null,
          max: Number.isFinite(sum.max) ? sum.max : null,
          mean: mean(sum),
          first: known[0]?.value ?? null,
          last: known.at(-1)?.value ?? null,
        };
      });
    },
  };
}

export type ModelSeries = ReturnType<typeof modelSeries>;

const number = (value: Value): number | null =>
  typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : null;

const KINDS: readonly fc.Arbitrary<Value>[] = [
  fc.integer({ min: -500, max: 500 }).map((n) => n / 10),
  fc.boolean(),
  fc.constantFrom<Value>('off', 'heat', '', 'a "word"', [1, 2]),
];

/** Few moments, so that many are met twice; in any order. */
const moments = fc.integer({ min: -200, max: 200 }).map((n) => T0 + n * 7 * MINUTE);

const some = (kind: number): fc.Arbitrary<Told[]> =>
  fc.array(
    fc.record({
      at: moments,
      value: fc.oneof(
        { weight: 5, arbitrary: KINDS[kind]! },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
    }),
    { minLength: 1, maxLength: 30 },
  );

/** A stretch of regular readings, more than a chunk takes. */
const many = fc
  .record({
    from: fc.integer({ min: -100, max: 100 }),
    stepMs: fc.constantFrom(1, 0, 10_000, 61_000),
    count: fc.integer({ min: 3_000, max: 9_000 }),
  })
  .map(({ from, stepMs, count }): Told[] =>
    Array.from({ length: count }, (_, i) => ({
      at: T0 + from * 13 * MINUTE + i * stepMs,
      value: (i * 7) % 23,
    })),
  );

export type Step =
  | { readonly do: 'append'; readonly readings: readonly Told[] }
  | { readonly do: 'import'; readonly readings: readonly Told[]; readonly onlyNew: boolean }
  | { readonly do: 'fold' | 'reopen' };

/** A story of one series of numbers, on and off, or texts. */
export const story: fc.Arbitrary<Step[]> = fc.constantFrom(0, 0, 1, 2).chain((kind) => {
  const readings =
    kind === 0
      ? fc.oneof({ weight: 4, arbitrary: some(0) }, { weight: 1, arbitrary: many })
      : some(kind);
  return fc.array(
    fc.oneof<fc.Arbitrary<Step>[]>(
      fc.record({ do: fc.constant('append' as const), readings }),
      fc.record({ do: fc.constant('append' as const), readings }),
      fc.record({ do: fc.constant('import' as const), readings, onlyNew: fc.boolean() }),
      fc.record({ do: fc.constant('fold' as const) }),
      fc.record({ do: fc.constantFrom('fold' as const, 'reopen' as const) }),
    ),
    { minLength: 1, maxLength: 7 },
  );
});

/** Edges of buckets: full hours, or anything. */
export const edges: fc.Arbitrary<number[]> = fc.oneof(
  fc
    .record({ from: fc.integer({ min: -48, max: 24 }), hours: fc.integer({ min: 1, max: 6 }) })
    .map(({ from, hours }) =>
      Array.from({ length: 9 }, (_, i) => T0 + (from + i * hours) * 60 * MINUTE),
    ),
  fc
    .uniqueArray(fc.integer({ min: -1_500, max: 1_500 }), { minLength: 2, maxLength: 7 })
    .map((minutes) => minutes.sort((a, b) => a - b).map((minute) => T0 + minute * MINUTE)),
);
