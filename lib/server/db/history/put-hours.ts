import { unpackHours } from '../../../domain/history/chunk/hours.ts';
import type { Statement } from '../connection/driver.ts';
import type { ChunkRow } from '../sql/history-sql.ts';
import { breather } from './breath.ts';
import { columnsBuilder } from './columns.ts';
import type { Engine } from './engine.ts';
import { HOUR_MS, hoursOf } from './hours.ts';
import { hoursRow } from './hours-row.ts';
import { type Hours, joinHours } from './join-hours.ts';
import { unpack } from './packing.ts';
import { ChunksChanged, carryOut } from './placing.ts';
import { retried } from './retry.ts';

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
 * such a chunk lies already, nothing changes; where readings lie, an hour among them is given back.
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
    const [row] = await ask(sql.chunk(series, slot.start));
    const packed = (row?.[0] ?? null) as Uint8Array | null;
    if (packed === null) throw new ChunksChanged(`series ${series}`);
    return engine.damage.attempt({ series, ...slot }, () => ({
      ...slot,
      hours: unpackHours(unpack(packed)),
    }));
  }

  async function once(): Promise<PutHours> {
    const breathe = breather();
    const from = given[0]!.start;
    const expected = await ask(sql.chunksFrom(series, from));
    const slots = expected.map(([start, end, count, gone]) => ({
      start: Number(start),
      end: Number(end),
      count: Number(count),
      gone: Number(gone) === 1,
    }));
    const { between, rest } = sortIn(given, slots);
    const put: ChunkRow[] = [];
    let stored = 0;
    for (const [next, own] of between) {
      let before = await hoursBefore(slots[next - 1]);
      for (let at = 0; at < own.length; before = null) {
        const some = own.slice(at, at + Math.max(0, MOST_HOURS - (before?.hours.hours ?? 0)));
        at += some.length;
        if (some.length === 0) continue;
        const hours = toHours(some);
        put.push(hoursRow(series, before === null ? hours : joinHours(before, hours)));
        await breathe();
      }
      stored += own.length;
    }
    const last = [...between.values()].at(-1)?.at(-1);
    if (last !== undefined) {
      const { start, mean } = last;
      const newest = [series, start + HOUR_MS - 1, seq, mean, null];
      await driver.write(async (runner) => {
        await carryOut(
          engine,
          runner,
          [{ series, from, expected, drop: [], put, aside: [] }],
          breathe,
        );
        await runner.run(sql.putNewest(JSON.stringify([newest])));
      });
    }
    return { stored, known: given.length - stored - rest.length, rest };
  }

  return engine.alone(() => retried(once));
}

type Slot = {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly gone: boolean;
};

/** Which hours lie in no chunk, by the number of the chunk that follows, and which lie among readings. */
function sortIn(given: readonly HourStatistic[], slots: readonly Slot[]) {
  const between = new Map<number, HourStatistic[]>();
  const rest: HourStatistic[] = [];
  let next = 0;
  for (const hour of given) {
    while (next < slots.length && slots[next]!.end < hour.start) next++;
    const slot = slots[next];
    if (slot === undefined || slot.start >= hour.start + HOUR_MS) {
      const own = between.get(next);
      if (own === undefined) between.set(next, [hour]);
      else own.push(hour);
    } else if (!slot.gone) rest.push(hour);
  }
  return { between, rest };
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
