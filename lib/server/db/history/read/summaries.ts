import type { Value } from '../../../../domain/entity/entity.ts';
import { createBucketWalk, type Observer } from '../../../../domain/history/bucket-walk.ts';
import { type Columns, indexAt, NO_COLUMNS, part } from '../../../../domain/history/columns.ts';
import { type Correction, createCorrector } from '../../../../domain/history/corrections.ts';
import { breather } from '../breath.ts';
import { merged, within } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { restoreCell, type SeriesType } from '../values.ts';
import { bucketSums, type Sum } from './bucket-sums.ts';
import { lastIn } from './last.ts';
import { FOREVER, wholeTime } from './stretch.ts';
import { type Asked, findParts } from './summary-parts.ts';

/** What a series did from `start` (included) to `end` (excluded), epoch ms. */
export type Bucket = {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** Over every value in force, also one that was held from before; null where none was known. */
  readonly min: number | null;
  readonly max: number | null;
  /** Weighted by time; of an on/off series the share of the time it was on. */
  readonly mean: number | null;
  readonly first: Value;
  readonly last: Value;
};

/** What is wanted besides summaries, and what holds of single readings. */
export type SummaryOptions = {
  readonly corrections?: readonly Correction[];
  /** They are told of every bucket between the edges. */
  readonly observers?: readonly Observer[];
};

/** Sums up history, from hourly statistics where they do, else from the readings. */
export function summaryReader(engine: Engine) {
  const { series, chunks, texts } = engine;

  async function sumUp(asked: Asked): Promise<readonly Sum[]> {
    const { id, edges, to, observers } = asked;
    const found = await findParts(engine, asked);
    const correct = createCorrector(asked.corrections);
    const lead = correct(found.lead);
    const sums = bucketSums(edges, lastIn(lead, edges[0]!)?.value ?? Number.NaN);
    const walk = observers.length > 0 ? createBucketWalk(edges, to, observers) : null;
    walk?.add(lead);
    const breathe = breather();
    let next = 0;
    /** Readings of the tail up to a moment, this not included. */
    const recentTo = (at: number): Columns => {
      const begin = next;
      next = Math.max(begin, indexAt(found.recent, at));
      return begin === next ? NO_COLUMNS : part(found.recent, begin, next);
    };
    const add = (columns: Columns) => {
      const counting = correct(columns);
      sums.readings(counting);
      walk?.add(counting);
    };
    for (const one of found.parts) {
      add(recentTo(one.start));
      const { hours, body } = one;
      if (hours !== null && (body === null || one.isEnough)) {
        sums.hours(hours, one, to);
        walk?.addHours(hours, one);
      } else if (body !== null) {
        const columns = within(chunks.unpacked({ series: id, ...one }, body), edges[0]!, to);
        add(merged(columns, recentTo(one.end)));
      }
      await breathe();
    }
    add(recentTo(FOREVER));
    walk?.end();
    return sums.end(to);
  }

  return {
    /**
     * One bucket between each edge and the next, edges in rising order. Nothing is known beyond `now`,
     * so a value is held no longer than that.
     */
    async summaries(
      entityId: string,
      property: string,
      edges: readonly number[],
      now: number,
      { corrections = [], observers = [] }: SummaryOptions = {},
    ): Promise<Bucket[]> {
      const own = await series.find({ entityId, property });
      const [from, end] = [edges[0] ?? 0, edges.at(-1) ?? 0];
      const to = wholeTime(Math.min(end, Math.max(now, from)));
      const id = own?.id ?? NO_SERIES;
      const sums = edges.length < 2 ? [] : await sumUp({ id, edges, to, corrections, observers });
      const textOf = await texts.textsOf(sums.flatMap((sum) => [sum.firstText, sum.lastText]));
      const type = own?.type ?? 'none';
      return sums.map((sum, i) => show(sum, edges[i]!, edges[i + 1]!, type, textOf));
    },
  };
}

/** The number of no series. */
const NO_SERIES = -1;

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function show(
  sum: Sum,
  start: number,
  end: number,
  type: SeriesType,
  textOf: (id: number) => string | null,
): Bucket {
  const overflows = !Number.isFinite(sum.area);
  return {
    start,
    end,
    count: sum.count,
    min: finite(sum.min),
    max: finite(sum.max),
    mean: sum.known > 0 && !overflows ? finite(sum.area / sum.known) : null,
    first: restoreCell(sum.first, sum.firstText, type, textOf),
    last: restoreCell(sum.last, sum.lastText, type, textOf),
  };
}
