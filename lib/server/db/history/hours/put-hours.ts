import { type Columns, part } from '../../../../domain/history/columns.ts';
import type { Statement } from '../../connection/driver.ts';
import type { ChunkRow } from '../../sql/history-sql.ts';
import { breather } from '../breath.ts';
import { readBody, readHours } from '../chunks/chunk-cache.ts';
import { chunkRow } from '../chunks/chunk-row.ts';
import { carryOut } from '../chunks/placing.ts';
import { retried } from '../chunks/retry.ts';
import { contentOf, type Slot, slotOf } from '../chunks/slot.ts';
import { columnsBuilder, within } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { HOUR_MS, hoursOf } from './hours.ts';
import { hoursRow } from './hours-row.ts';
import { type Hours, joinHours } from './join-hours.ts';
import { type Groups, hoursInHoles, sortHours } from './sort-hours.ts';

/** An hour of which another program has kept no readings: what it was at least, on average, and at most. */
export type HourStatistic = {
  /** When it begins, epoch ms: a full hour of UTC, in every zone. */
  readonly start: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
};

/** What has come in, what was known, and what has no place because readings lie around it. */
export type PutHours = {
  readonly stored: number;
  readonly known: number;
  readonly rest: readonly HourStatistic[];
};

/** Hours in one chunk: all of them are unpacked to know the home at one moment. */
const MOST_HOURS = 512;

/**
 * Stores hours of a series, in order of time and apart from one another, as chunks without readings. Where
 * such a chunk lies already, or readings lie in the hour, nothing changes; an hour without any, where they lie
 * close together, is given back.
 * @param seq the place of all of them in the order of arrival
 */
export function putHours(
  engine: Engine,
  series: number,
  given: readonly HourStatistic[],
  seq: number,
): Promise<PutHours> {
  const { driver, sql } = engine;
  const ask = async (statement: Statement) => (await driver.read(statement))[0]!;

  /** Statistics just before; null: it is readings that lie there, or nothing, or what cannot be read. */
  async function hoursBefore(slot: Slot | undefined): Promise<Hours | null> {
    if (slot === undefined || !slot.gone) return null;
    const { hours } = await contentOf(ask, sql, slot);
    return engine.damage.attempt(slot, () => readHours(slot, hours!));
  }

  /** null: they cannot be read. */
  async function readingsOf(slot: Slot): Promise<Columns | null> {
    const { body } = await contentOf(ask, sql, slot);
    return engine.damage.attempt(slot, () => readBody(slot, body!));
  }

  async function once(): Promise<PutHours> {
    const breathe = breather();
    const from = given[0]!.start;
    const expected = await ask(sql.chunksFrom(series, from));
    const slots = expected.map((row) => slotOf(series, row));
    const { between, among } = sortHours(given, slots);
    const put: ChunkRow[] = [];
    const rest: HourStatistic[] = [];
    let stored = 0;

    const putNew = async (hours: readonly HourStatistic[], before: Hours | null) => {
      const room = MOST_HOURS - (before?.hours.hours ?? 0);
      if (before !== null && room > 0)
        put.push(hoursRow(series, joinHours(before, toHours(hours.slice(0, room)))));
      for (let at = before === null ? 0 : Math.max(0, room); at < hours.length; at += MOST_HOURS)
        put.push(hoursRow(series, toHours(hours.slice(at, at + MOST_HOURS))));
      stored += hours.length;
      await breathe();
    };

    for (const [next, hours] of between) await putNew(hours, await hoursBefore(slots[next - 1]));
    for (const [i, hours] of among) {
      const columns = await readingsOf(slots[i]!);
      const holes: Groups = columns === null ? new Map() : hoursInHoles(hours, columns);
      const inHoles = new Set([...holes.values()].flat());
      const isKnown = ({ start }: HourStatistic) =>
        columns !== null && within(columns, start, start + HOUR_MS).count > 0;
      rest.push(...hours.filter((hour) => !inHoles.has(hour) && !isKnown(hour)));
      if (columns === null || holes.size === 0) continue;
      let done = 0;
      for (const [end, own] of holes) {
        put.push(chunkRow(series, part(columns, done, end), engine.offset));
        await putNew(own, null);
        done = end;
      }
      put.push(chunkRow(series, part(columns, done, columns.count), engine.offset));
    }
    if (put.length > 0) {
      const last = put.reduce((a, b) => (b.end > a.end ? b : a));
      const newest = [series, last.end, seq, last.last, last.lastText];
      const change = { series, from, expected, drop: [], put, aside: [] };
      await driver.write(async (runner) => {
        await carryOut(engine, runner, [change], breathe);
        await runner.run(sql.putNewest(JSON.stringify([newest])));
      });
    }
    return { stored, known: given.length - stored - rest.length, rest };
  }

  return engine.alone(() => retried(once));
}

/**
 * An hour counts as one reading, that of its mean, which is in force all through it; the last lasts a
 * millisecond less, for a chunk ends with a reading.
 */
function toHours(given: readonly HourStatistic[]): Hours {
  const end = given.length - 1;
  const readings = columnsBuilder(given.length);
  for (const { start, mean } of given) readings.push(start, mean, 0);
  const hours = hoursOf(readings.columns(), 0);
  given.forEach(({ min, max }, h) => {
    hours.min[h] = min;
    hours.max[h] = max;
  });
  hours.known[end] = HOUR_MS - 1;
  hours.area[end] = given[end]!.mean * (HOUR_MS - 1);
  return { start: given[0]!.start, end: given[end]!.start + HOUR_MS - 1, hours };
}
