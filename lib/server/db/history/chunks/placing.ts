import { type Columns, part } from '../../../../domain/history/columns.ts';
import type { Row, Runner } from '../../connection/driver.ts';
import type { ChunkKey } from '../../sql/damage-sql.ts';
import type { ChunkRow } from '../../sql/history-sql.ts';
import { merged, within, without } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { hoursRow } from '../hours/hours-row.ts';
import { readBody, readHours } from './chunk-cache.ts';
import { chunkRow } from './chunk-row.ts';
import { cut, FULL } from './cut.ts';
import { ChunksChanged } from './retry.ts';
import { contentOf, type Query, type Slot, slotOf } from './slot.ts';
import { takeIn } from './take-in.ts';

/** How readings come among those that are stored. */
export type Manner = {
  /** Of equal times: before what is there (an import), or after it (what was heard). */
  readonly order: 'before' | 'after';
  /** Leaves out what is of a moment that has a reading already. */
  readonly onlyNew?: boolean;
};

/** What is to be done to the chunks of a series, and what they have to be like for it to be right. */
export type Change = {
  readonly series: number;
  readonly from: number;
  readonly expected: readonly Row[];
  readonly drop: readonly number[];
  readonly put: readonly ChunkRow[];
  /** Damaged ones, which are kept as they are elsewhere. */
  readonly aside: readonly ChunkKey[];
};

/** With how many readings come in, and how many were left out. */
export type Placing = Change & {
  readonly stored: number;
  readonly known: number;
};

/** Plans how readings of a series, in order of time, come into its chunks. There is at least one. */
export async function place(
  { sql, damage, offset }: Pick<Engine, 'sql' | 'damage' | 'offset'>,
  query: Query,
  breathe: () => Promise<void>,
  series: number,
  readings: Columns,
  manner: Manner,
): Promise<Placing> {
  const from = readings.at[0]!;
  const expected = await query(sql.chunksFrom(series, from));
  const slots = expected.map((row) => slotOf(series, row));
  const drop: number[] = [];
  const put: ChunkRow[] = [];
  const aside: ChunkKey[] = [];
  let stored = 0;

  const add = async (columns: Columns, growing: boolean, instead?: Slot) => {
    const pieces = cut(columns, growing);
    if (instead !== undefined && pieces[0]?.at[0] !== instead.start) drop.push(instead.start);
    for (const piece of pieces) {
      put.push(chunkRow(series, piece, offset));
      await breathe();
    }
  };

  /** What `decode` makes of it; null: it is damaged, and makes room. */
  const attempt = <T>(slot: Slot, decode: () => T): T | null => {
    const content = damage.attempt(slot, decode);
    if (content === null) aside.push(slot);
    return content;
  };

  const addTo = async (slot: Slot, given: Columns) => {
    const { body } = await contentOf(query, sql, slot);
    const there = attempt(slot, () => readBody(slot, body!));
    if (there === null) return addNew(given);
    const own = manner.onlyNew ? without(given, there) : given;
    stored += own.count;
    if (own.count === 0) return;
    const all = manner.order === 'before' ? merged(own, there) : merged(there, own);
    await add(all, own.at[0]! >= slot.end, slot);
  };

  /** Statistics are all that is kept of this time, so they take the readings in. */
  const addToHours = async (slot: Slot, own: Columns) => {
    const { hours } = await contentOf(query, sql, slot);
    const taken = attempt(slot, () =>
      takeIn(readHours(slot, hours!), own, manner.onlyNew ?? false),
    );
    if (taken === null) return addNew(own);
    if (taken.stored === 0) return;
    stored += taken.stored;
    drop.push(slot.start);
    for (const one of taken.parts) {
      if (one.type === 'hours') put.push(hoursRow(series, one.hours));
      else await add(one.readings, true);
    }
  };

  const addNew = async (own: Columns) => {
    stored += own.count;
    await add(own, true);
  };

  const before = within(readings, from, slots[0]?.start ?? Infinity);
  if (before.count > 0) await addNew(before);
  for (const [i, slot] of slots.entries()) {
    const own = within(readings, slot.start, slots[i + 1]?.start ?? Infinity);
    if (own.count === 0) continue;
    if (slot.gone) {
      const inside = within(own, slot.start, slot.end + 1);
      if (inside.count > 0) await addToHours(slot, inside);
      if (inside.count < own.count) await addNew(part(own, inside.count, own.count));
    } else if (own.at[0]! > slot.end && slot.count >= FULL) await addNew(own);
    else await addTo(slot, own);
    await breathe();
  }
  return { series, from, expected, drop, put, aside, stored, known: readings.count - stored };
}

/**
 * Carries out what was planned, in the transaction of `runner`.
 * @throws ChunksChanged if another process has changed the chunks since
 */
export async function carryOut(
  { sql, damage }: Pick<Engine, 'sql' | 'damage'>,
  runner: Runner,
  changes: readonly Change[],
  breathe: () => Promise<void>,
): Promise<void> {
  if (sql.lock !== null) await runner.query(sql.lock);
  for (const { series, from, expected, drop, put, aside } of changes) {
    const now = await runner.query(sql.chunksFrom(series, from));
    if (!isSame(now, expected)) throw new ChunksChanged(`series ${series}`);
    for (const key of aside) {
      await damage.setAside(runner, key);
      await runner.run(sql.dropChunk(series, key.start));
    }
    for (const start of drop) await runner.run(sql.dropChunk(series, start));
    for (const row of put) await runner.run(sql.putChunk(row));
    await breathe();
  }
}

const isSame = (a: readonly Row[], b: readonly Row[]): boolean =>
  a.length === b.length && a.every((row, i) => row.every((cell, k) => cell === b[i]![k]));
