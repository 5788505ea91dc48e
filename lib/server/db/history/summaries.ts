import type { Value } from '../../../domain/entity/entity.ts';
import type { HourColumns } from '../../../domain/history/chunk/hours.ts';
import { type Columns, indexAt, NO_COLUMNS, part } from '../../../domain/history/columns.ts';
import type { Row } from '../connection/driver.ts';
import { breather } from './breath.ts';
import { type BucketSums, bucketSums, noSum, type Sum } from './bucket-sums.ts';
import { merged, within } from './columns.ts';
import type { Engine } from './engine.ts';
import { HOUR_MS } from './hours.ts';
import { lastIn, lastOfChunk, later } from './last.ts';
import { FOREVER, keyOf, wholeTime } from './stretch.ts';
import { restoreCell, type SeriesType } from './values.ts';

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

/** A chunk as it is summed up: its statistics where they do, else its readings. */
type Part = {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly hours: HourColumns | null;
  readonly body: Blob;
};

/** null: it was not asked for, or it is not kept. */
type Blob = Uint8Array | null;

type Found = { readonly parts: readonly Part[]; readonly recent: Columns; readonly held: number };

/** Sums up history, from hourly statistics where they do, else from the readings. */
export function summaryReader(engine: Engine) {
  const { series, sql, moment, chunks, texts } = engine;

  /** What there is in [from, to) at one moment; the readings of chunks that end after `late`. */
  const find = (id: number, from: number, to: number, late: number): Promise<Found> =>
    moment(
      [sql.chunkBefore(id, from), sql.summariesIn(id, from, to, late)],
      ([own, rows = []], tail) => {
        const before = own?.[0];
        const recent = tail.of(id);
        const last = later(
          before === undefined ? null : lastOfChunk(chunks, id, before, from),
          lastIn(recent, from),
        );
        return {
          parts: rows.map((row) => partOf(chunks, id, row)),
          recent: within(recent, from, to),
          held: last?.value ?? Number.NaN,
        };
      },
    );

  /** With the readings of all chunks whose statistics do not do. */
  async function findEnough(id: number, edges: readonly number[], to: number): Promise<Found> {
    const from = edges[0]!;
    for (let late = FOREVER; ; ) {
      const found = await find(id, from, to, late);
      const lacking = found.parts.find(
        (one) => one.body === null && one.hours !== null && !isEnough(one, edges, to, found.recent),
      );
      // Where the readings are gone, statistics have to do.
      if (lacking === undefined || lacking.end > late) return found;
      late = Math.min(late, lacking.end - 1);
    }
  }

  async function sumUp(id: number, edges: readonly number[], to: number) {
    const { parts, recent, held } = await findEnough(id, edges, to);
    const sums = bucketSums(edges, held);
    const breathe = breather();
    let next = 0;
    /** Readings of the tail up to a moment, this not included. */
    const recentTo = (at: number): Columns => {
      const begin = next;
      next = Math.max(begin, indexAt(recent, at));
      return begin === next ? NO_COLUMNS : part(recent, begin, next);
    };
    for (const one of parts) {
      sums.readings(recentTo(one.start));
      const { hours, body } = one;
      if (hours !== null && (body === null || isEnough(one, edges, to, recent)))
        addHours(sums, one, hours, edges[0]!, to);
      else if (body !== null) {
        const columns = within(chunks.unpacked({ series: id, ...one }, body), edges[0]!, to);
        sums.readings(merged(columns, recentTo(one.end)));
      }
      await breathe();
    }
    sums.readings(recentTo(FOREVER));
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
    ): Promise<Bucket[]> {
      const own = await series.find({ entityId, property });
      const [from, end] = [edges[0] ?? 0, edges.at(-1) ?? 0];
      const to = wholeTime(Math.min(end, Math.max(now, from)));
      const sums =
        own === null || edges.length < 2
          ? edges.slice(1).map(noSum)
          : await sumUp(own.id, edges, to);
      const textOf = await texts.textsOf(sums.flatMap((sum) => [sum.firstText, sum.lastText]));
      const type = own?.type ?? 'none';
      return sums.map((sum, i) => show(sum, edges[i]!, edges[i + 1]!, type, textOf));
    },
  };
}

function partOf(chunks: Engine['chunks'], series: number, row: Row): Part {
  const key = keyOf(series, row);
  const [, , , hours, body] = row as [unknown, unknown, unknown, Blob, Blob];
  return { ...key, hours: hours === null ? null : chunks.hours(key, hours), body };
}

/** True if no edge and no late reading falls into an hour of the chunk, so that its statistics do. */
function isEnough(one: Part, edges: readonly number[], to: number, recent: Columns): boolean {
  if (one.start < edges[0]! || one.end >= to) return false;
  const late = recent.at[indexAt(recent, one.start)];
  if (late !== undefined && late < one.end) return false;
  const { hours, start } = one.hours!;
  let edge = indexOf(edges, one.start + 1);
  for (let h = 0; h < hours; h++) {
    const [begin, end] = [start[h]!, Math.min(start[h]! + HOUR_MS, one.end + 1)];
    while (edge < edges.length && edges[edge]! <= Math.max(begin, one.start)) edge++;
    if (edge < edges.length && edges[edge]! < end) return false;
  }
  return true;
}

/** The first index from which edges are at `at` or later. */
function indexOf(edges: readonly number[], at: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds the hours that begin in [first, to). */
function addHours(
  sums: BucketSums,
  { start, end }: Part,
  hours: HourColumns,
  first: number,
  to: number,
): void {
  for (let h = 0; h < hours.hours; h++) {
    const from = Math.max(hours.start[h]!, start);
    if (from < first || from >= to) continue;
    sums.hour(hours, h, from, Math.min(hours.start[h]! + HOUR_MS, end));
  }
}

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
