import fc from 'fast-check';
import type { Value } from '../../../../lib/domain/entity/entity.ts';
import type { Correction } from '../../../../lib/domain/history/corrections.ts';
import { createCounter } from '../../../../lib/domain/history/counter.ts';
import { mean, summarize } from './summary-model.ts';

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
    isSwitch: () => kept.some(({ value }) => typeof value === 'boolean'),
    /** What counts, with corrections. */
    told(corrections: readonly Correction[] = []) {
      let [before, nth] = [Number.NaN, 0];
      return view(
        kept.flatMap(({ at, value }) => {
          nth = at === before ? nth + 1 : 0;
          before = at;
          const fix = corrections.find((one) => one.at === at && one.nth === nth);
          if (fix === undefined) return [{ at, value }];
          if (fix.value === null) return [];
          return [{ at, value: this.isSwitch() ? fix.value !== 0 : fix.value }];
        }),
      );
    },
  };
}

export type ModelSeries = ReturnType<typeof modelSeries>;

function view(all: readonly Told[]) {
  return {
    readings: (from = -Infinity, to = Infinity) => all.filter(({ at }) => at >= from && at < to),
    held: (at: number): Told | null => all.findLast((reading) => reading.at < at) ?? null,

    buckets(edges: readonly number[], now: number) {
      return edges.slice(1).map((end, i) => {
        const start = edges[i]!;
        const to = Math.max(start, Math.min(end, now, edges.at(-1)!));
        const known = this.readings(start, to);
        const steps = known.map(({ at, value }) => ({ at, value: number(value) }));
        const held = this.held(start);
        const sum = summarize(steps, start, to, held === null ? null : number(held.value));
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

    /** In each bucket: ms in each state (its JSON), changes, and what a counter has counted. */
    details(edges: readonly number[], now: number) {
      const counter = createCounter('rising', null);
      const count = (told: readonly Told[]) => {
        for (const { at, value } of told) counter.add(at, number(value) ?? Number.NaN);
        return counter.take();
      };
      count(this.readings(-Infinity, edges[0]!));
      return edges.slice(1).map((end, i) => {
        const start = edges[i]!;
        const to = Math.max(start, Math.min(end, now, edges.at(-1)!));
        const inside = this.readings(start, to);
        const held = this.held(start);
        const states: Record<string, number> = {};
        [...(held === null ? [] : [{ ...held, at: start }]), ...inside].forEach((one, n, own) => {
          const ms = (own[n + 1]?.at ?? to) - one.at;
          if (ms <= 0 || one.value === null) return;
          const key = JSON.stringify(one.value);
          states[key] = (states[key] ?? 0) + ms;
        });
        const known = [...this.readings(-Infinity, start).filter(isKnown).slice(-1), ...inside]
          .filter(isKnown)
          .map(({ value }) => JSON.stringify(value));
        const changes = known.filter((value, n) => n > 0 && value !== known[n - 1]).length;
        return { states, changes, increase: count(inside) };
      });
    },
  };
}

const isKnown = ({ value }: Told): boolean => value !== null;

const number = (value: Value): number | null =>
  typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : null;

const KINDS: readonly fc.Arbitrary<Value>[] = [
  fc.integer({ min: -500, max: 500 }).map((n) => n / 10),
  fc.boolean(),
  fc.constantFrom<Value>('off', 'heat', '', 'a "word"', [1, 2]),
  fc.integer({ min: -1, max: 400 }),
];

/** Which readings are corrected, and to what, in a model that has some. */
export const corrections = fc.array(
  fc.record({ which: fc.nat(1e6), value: fc.constantFrom(null, 0, 1, 7) }),
  { maxLength: 3 },
);

/** The corrections chosen, of readings there are; a text can only be taken out. */
export function correctionsOf(
  model: ModelSeries,
  chosen: readonly { readonly which: number; readonly value: number | null }[],
): Correction[] {
  const all = model.told().readings();
  if (all.length === 0) return [];
  const isText = all.some(({ value }) => typeof value === 'string' || Array.isArray(value));
  const fixes = chosen.map(({ which, value }): Correction => {
    const index = which % all.length;
    const { at } = all[index]!;
    const nth = all.slice(0, index).filter((one) => one.at === at).length;
    const fit = isText ? null : value !== null && model.isSwitch() ? value % 2 : value;
    return { at, nth, value: fit };
  });
  return fixes.filter(({ at, nth }, i) =>
    fixes.slice(0, i).every((one) => one.at !== at || one.nth !== nth),
  );
}

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

/** What comes often, by kind: some go down, begin anew or are unknown now and then. */
const OFTEN: readonly ((i: number) => Value)[] = [
  (i) => (i % 1009 === 0 ? null : (i * 7) % 23),
  (i) => (i % 701 === 0 ? null : Math.floor(i / 5) % 3 === 0),
  (i) => (i % 503 === 0 ? null : (['off', 'heat', '', [1, 2]][Math.floor(i / 9) % 4] ?? null)),
  (i) => (i % 1501 === 0 ? -1 : ((i * 3) % 2500) / 10),
];

/** A stretch of regular readings, more than a chunk takes. */
const many = (kind: number) =>
  fc
    .record({
      from: fc.integer({ min: -100, max: 100 }),
      stepMs: fc.constantFrom(1, 0, 10_000, 10_000, 61_000),
      count: fc.integer({ min: 3_000, max: 9_000 }),
    })
    .map(({ from, stepMs, count }): Told[] =>
      Array.from({ length: count }, (_, i) => ({
        at: T0 + from * 13 * MINUTE + i * stepMs,
        value: OFTEN[kind]!(i),
      })),
    );

export type Step =
  | { readonly do: 'append'; readonly readings: readonly Told[] }
  | { readonly do: 'import'; readonly readings: readonly Told[]; readonly onlyNew: boolean }
  | { readonly do: 'fold' | 'reopen' };

/** A story of one series of numbers, on and off, texts, or counts. */
export const story: fc.Arbitrary<Step[]> = fc.constantFrom(0, 1, 2, 3).chain((kind) => {
  const readings = fc.oneof(
    { weight: 3, arbitrary: some(kind) },
    { weight: 1, arbitrary: many(kind) },
  );
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
