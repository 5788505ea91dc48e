import type { Extent, Observer } from '../../../../domain/history/bucket-walk.ts';
import type { HourColumns } from '../../../../domain/history/chunk/hours.ts';
import { type Columns, indexAt, NO_COLUMNS, part } from '../../../../domain/history/columns.ts';
import type { Correction } from '../../../../domain/history/corrections.ts';
import type { Row, Statement } from '../../connection/driver.ts';
import type { ChunkKey } from '../../sql/damage-sql.ts';
import { columnsBuilder, merged, within } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { HOUR_MS } from '../hours/hours.ts';
import { lastOfChunk } from './last.ts';
import { FOREVER, keyOf } from './stretch.ts';

/** Of which series what is asked. */
export type Asked = {
  readonly id: number;
  /** Buckets lie between each edge and the next. */
  readonly edges: readonly number[];
  /** Nothing is known from then on, epoch ms. */
  readonly to: number;
  readonly corrections: readonly Correction[];
  readonly observers: readonly Observer[];
};

/** A chunk as it is summed up: its statistics where they do, else its readings. */
export type Part = Extent & {
  readonly count: number;
  readonly hours: HourColumns | null;
  readonly body: Blob;
  /** Its statistics say as much as its readings would. */
  readonly isEnough: boolean;
};

/** null: it was not asked for, or it is not kept. */
type Blob = Uint8Array | null;

export type Found = {
  readonly parts: readonly Part[];
  /** Readings of the tail. */
  readonly recent: Columns;
  /** What was said before the first edge, as far as it is needed. */
  readonly lead: Columns;
};

/** What is read, besides what is asked: little at first, for most of it is often known. */
type Depth = {
  /** Readings of chunks that end after that, epoch ms, and of those that begin so. */
  readonly late: number;
  readonly single: ReadonlySet<number>;
  /** Chunks before the first edge. */
  readonly leadChunks: number;
  /** Or only how large the statistics are, by which they are found in the cache. */
  readonly withHours: boolean;
};

/** Chunks that lack their readings are read one by one; if there are more of them, all that follow. */
const FEW = 64;
/** Chunks before the first edge in which it is looked for what was known then. */
const LEAD_CHUNKS = [1, 4] as const;

/** What there is in the span of the edges at one moment, with the readings of all chunks whose statistics do not do. */
export async function findParts(engine: Engine, asked: Asked): Promise<Found> {
  const single = new Set<number>();
  const [few, many] = LEAD_CHUNKS;
  const wantsLead = asked.corrections.length > 0 || asked.observers.some(({ isLead }) => isLead);
  let late = FOREVER;
  let leadChunks: number = wantsLead ? few : 0;
  let withHours = false;
  for (;;) {
    const found = await find(engine, asked, { late, single, leadChunks, withHours });
    if (found === null) {
      withHours = true;
      continue;
    }
    const lacking = found.parts.filter(
      (one) => one.body === null && !one.isEnough && !single.has(one.start) && one.end <= late,
    );
    if (leadChunks === few && !isLeadEnough(found.lead, asked)) leadChunks = many;
    // Where the readings are gone, statistics have to do.
    else if (lacking.length === 0) return found;
    if (single.size + lacking.length > FEW) late = Math.min(late, lacking[0]!.end - 1);
    else for (const { start } of lacking) single.add(start);
  }
}

/** null: statistics that were not read are not known. */
function find({ sql, moment, chunks }: Engine, asked: Asked, depth: Depth): Promise<Found | null> {
  const { id, edges, to } = asked;
  const { late, leadChunks, withHours } = depth;
  const single = [...depth.single];
  const from = edges[0]!;
  const statements: readonly Statement[] = [
    sql.chunkBefore(id, from),
    sql.summariesIn(id, from, to, late, withHours),
    ...(leadChunks > 0 ? [sql.bodiesBefore(id, from, leadChunks)] : []),
    ...single.map((start) => sql.chunk(id, start)),
  ];
  return moment(statements, ([own, rows = [], ...others], tail) => {
    const before = own?.[0];
    const recent = tail.of(id);
    const leading = leadChunks > 0 ? others.shift()! : [];
    const bodies = new Map(single.map((start, i) => [start, others[i]?.[0]?.[1] as Blob]));
    let isKnown = true;
    const statisticsOf = (key: ChunkKey, hours: unknown): HourColumns | null => {
      if (hours === null) return null;
      if (withHours) return chunks.hours(key, hours as Uint8Array);
      const known = chunks.knownHours(key, Number(hours));
      isKnown &&= known !== undefined;
      return known ?? null;
    };
    const partOf = (row: Row): Part => {
      const key = keyOf(id, row);
      const body = row[4] as Blob;
      const hours = statisticsOf(key, row[3]);
      return {
        start: key.start,
        end: key.end,
        count: key.count,
        hours,
        body: body ?? bodies.get(key.start) ?? null,
        isEnough: hours !== null && isEnough(hours, key, asked, recent),
      };
    };
    const parts = rows.map(partOf);
    if (!isKnown) return null;
    const stored = columnsBuilder();
    for (const row of leading.toReversed())
      stored.append(chunks.unpacked(keyOf(id, row), row[3] as Uint8Array));
    const held = before === undefined ? null : lastOfChunk(chunks, id, before, from);
    if (held !== null && held.at > stored.lastAt) stored.push(held.at, held.value, held.text);
    const old = stored.count === 0 ? NO_COLUMNS : within(stored.columns(), -FOREVER, from);
    const said = within(recent, -FOREVER, from);
    const news = leadChunks > 0 ? said : part(said, Math.max(0, said.count - 1), said.count);
    return { parts, recent: within(recent, from, to), lead: merged(old, news) };
  });
}

function isLeadEnough({ count, value, text }: Columns, { observers }: Asked): boolean {
  const isThere = ({ isLead }: Observer) => {
    for (let i = count - 1; i >= 0; i--) if (isLead!(value[i]!, text?.[i] ?? 0)) return true;
    return false;
  };
  return count > 0 && observers.every((one) => one.isLead === undefined || isThere(one));
}

function isEnough(
  hours: HourColumns,
  { start, end }: Extent,
  { edges, to, corrections, observers }: Asked,
  recent: Columns,
): boolean {
  if (start < edges[0]! || end >= to) return false;
  const late = recent.at[indexAt(recent, start)];
  if (late !== undefined && late < end) return false;
  if (corrections.some(({ at }) => at >= start && at <= end)) return false;
  return (
    !isCut(hours, { start, end }, edges) &&
    observers.every((observer) => observer.canTell(hours, { start, end }))
  );
}

/** True if an edge falls into an hour. */
function isCut(hours: HourColumns, { start, end }: Extent, edges: readonly number[]): boolean {
  let edge = indexOf(edges, start + 1);
  for (let h = 0; h < hours.hours; h++) {
    const begin = Math.max(hours.start[h]!, start);
    while (edge < edges.length && edges[edge]! <= begin) edge++;
    if (edge < edges.length && edges[edge]! < Math.min(hours.start[h]! + HOUR_MS, end + 1))
      return true;
  }
  return false;
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
