import type { Row, Statement } from '../../connection/driver.ts';
import type { ChunkKey } from '../../sql/damage-sql.ts';
import type { ChunkRow } from '../../sql/history-sql.ts';
import { breather } from '../breath.ts';
import { within } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { hourStart, hoursOf } from '../hours/hours.ts';
import { hoursPart } from '../hours/hours-part.ts';
import { hoursRow } from '../hours/hours-row.ts';
import { type Hours, joinHours } from '../hours/join-hours.ts';
import { FOREVER, wholeTime } from '../read/stretch.ts';
import { readBody, readHours } from './chunk-cache.ts';
import { chunkRow } from './chunk-row.ts';
import { carryOut } from './placing.ts';
import { retried } from './retry.ts';
import { contentOf, slotOf } from './slot.ts';

/** What is kept of readings that are dropped. */
export type Kept = 'hours' | 'nothing';
/** What a thinning has dropped: readings, and bytes in the database that are free for others. */
export type Thinned = { readonly readings: number; readonly bytes: number };
/** A series, or the numbers of several. */
export type ThinTarget =
  | { readonly entityId: string; readonly property: string }
  | readonly number[];

/** Chunks in one transaction. */
const SLICE = 256;
/** Hours in one chunk of statistics. */
const MOST_HOURS = 4_096;

/** Drops readings, for the homeowner who does not want to keep them for ever. */
export function thinner(engine: Engine) {
  const { driver, sql, damage } = engine;

  const ask = async (statement: Statement) => (await driver.read(statement))[0]!;

  /** One slice of a series; `more`: there may be others. */
  async function slice(series: number, before: number, kept: Kept) {
    const breathe = breather();
    const expected = await ask(sql.chunksFrom(series, -FOREVER));
    const isDue = ([start, , , gone]: Row) =>
      Number(start) < before && (kept === 'nothing' || Number(gone) === 0);
    const due = expected.filter(isDue).slice(0, SLICE);
    const drop: number[] = [];
    const put = new Map<number, ChunkRow>();
    const aside: ChunkKey[] = [];
    let [readings, bytes] = [0, 0];
    /** The chunk just before, where only statistics are kept of it: others join them. */
    let previous: Hours | null = null;

    const keepHours = (hours: Hours) => {
      if (previous === null || previous.hours.hours + hours.hours.hours > MOST_HOURS)
        previous = hours;
      else {
        drop.push(hours.start);
        previous = joinHours(previous, hours);
      }
      put.set(previous.start, hoursRow(series, previous));
    };

    /** Statistics alone, just before a chunk. Over what is damaged none are joined, or it would be forgotten. */
    const hoursBefore = async (chunk: Row): Promise<Hours | null> => {
      const neighbour = expected[expected.indexOf(chunk) - 1];
      if (neighbour === undefined || Number(neighbour[3]) !== 1) return null;
      const key = slotOf(series, neighbour);
      const between = { from: key.end + 1, to: Number(chunk[0]) };
      if ((await damage.spans(series, between)).length > 0) return null;
      const { hours } = await contentOf(ask, sql, key);
      return damage.attempt(key, () => readHours(key, hours!));
    };

    for (const chunk of due) {
      const key = slotOf(series, chunk);
      const { start, end, count } = key;
      const { hours, body } = await contentOf(ask, sql, key);
      const size = (hours?.length ?? 0) + (body?.length ?? 0);
      previous ??= await hoursBefore(chunk);
      if (kept === 'nothing' && end < before) {
        drop.push(start);
        if (body === null) continue;
        readings += count;
        bytes += size;
      } else if (body === null) {
        const rest = damage.attempt(key, () => ({ left: trimmed(readHours(key, hours!), before) }));
        if (rest === null) {
          aside.push(key);
          continue;
        }
        drop.push(start);
        if (rest.left !== null) put.set(rest.left.start, hoursRow(series, rest.left));
      } else {
        const columns = damage.attempt(key, () => readBody(key, body));
        if (columns === null) {
          aside.push(key);
          previous = null;
          continue;
        }
        const old = within(columns, start, before);
        const rest = within(columns, before, FOREVER);
        readings += old.count;
        bytes += Math.round((size * old.count) / count);
        if (kept === 'nothing') drop.push(start);
        else {
          const statistics = hoursOf(old, engine.offset(start));
          keepHours({ start, end: old.at[old.count - 1]!, hours: statistics });
        }
        if (rest.count > 0) put.set(rest.at[0]!, chunkRow(series, rest, engine.offset));
      }
      await breathe();
    }
    if (drop.length + put.size + aside.length > 0) {
      const change = { series, from: -FOREVER, expected, drop, put: [...put.values()], aside };
      await driver.write((runner) => carryOut(engine, runner, [change], breathe));
    }
    return { readings, bytes, more: due.length === SLICE };
  }

  const patient = (series: number, before: number, kept: Kept) =>
    engine.alone(async () => {
      return retried(() => slice(series, before, kept));
    });

  /**
   * Drops the readings of series that are older than `before` (epoch ms), and keeps their hourly statistics or
   * nothing at all. With statistics, whole hours are dropped. What lies in the tail is not touched.
   */
  return async (target: ThinTarget, before: number, kept: Kept): Promise<Thinned> => {
    const total = { readings: 0, bytes: 0 };
    for (const series of await numbersOf(target)) {
      const limit = wholeTime(before);
      const edge = kept === 'hours' ? hourStart(limit, engine.offset(limit)) : limit;
      for (let more = true; more; ) {
        const done = await patient(series, edge, kept);
        total.readings += done.readings;
        total.bytes += done.bytes;
        more = done.more;
      }
    }
    return total;
  };

  async function numbersOf(target: ThinTarget): Promise<readonly number[]> {
    if (!('entityId' in target)) return target;
    const own = await engine.series.find(target);
    return own === null ? [] : [own.id];
  }
}

/** Without the hours that begin before a moment; null: none is left. */
function trimmed(all: Hours, before: number): Hours | null {
  const { hours, start } = all.hours;
  let first = 0;
  while (first < hours && start[first]! < before) first++;
  return first === hours ? null : hoursPart(all, first, hours);
}
