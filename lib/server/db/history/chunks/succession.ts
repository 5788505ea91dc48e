import { packBatch, unpackBatch } from '../../../../domain/history/chunk/batch.ts';
import type { Statements } from '../../connection/client.ts';
import type { Row, Runner, Statement } from '../../connection/driver.ts';
import { moveCorrections } from '../../corrections.ts';
import type { Succession } from '../batch.ts';
import { breather } from '../breath.ts';
import type { Engine } from '../engine.ts';
import { FOREVER, keyOf } from '../read/stretch.ts';
import { toTailRow } from '../tail/tail-row.ts';
import { pack, unpack } from './packing.ts';
import { carryOut, place } from './placing.ts';

/**
 * Lets entities go on under the ids of those they replace, as part of a transaction: what they have
 * said so far joins the old history, and later readings follow it.
 */
export async function writeSuccessions(
  engine: Engine,
  statements: Statements,
  runner: Runner,
  successions: readonly Succession[],
  now: number,
): Promise<void> {
  if (engine.sql.lock !== null) await runner.query(engine.sql.lock);
  for (const { old, new: successor, identity } of successions) {
    const row = { entityId: old, createdAt: BigInt(now) };
    await statements.place.upsert({
      where: { identity },
      create: { identity, ...row },
      update: row,
    });
    await moveSeries(engine, statements, runner, successor, old);
  }
}

/** Readings of one entity join those of another, property by property. */
async function moveSeries(
  engine: Engine,
  statements: Statements,
  runner: Runner,
  from: string,
  to: string,
): Promise<void> {
  const series = await statements.series.findMany({ where: { entityId: { in: [from, to] } } });
  for (const source of series.filter(({ entityId }) => entityId === from)) {
    const target = series.find((s) => s.entityId === to && s.property === source.property);
    if (target === undefined) {
      await statements.series.update({ where: { id: source.id }, data: { entityId: to } });
      continue;
    }
    // Numbers cannot continue a history of words; then it stays with the device it came from.
    if (target.type !== source.type && target.type !== 'none' && source.type !== 'none') continue;
    if (target.type === 'none' && source.type !== 'none') {
      await statements.series.update({ where: { id: target.id }, data: { type: source.type } });
    }
    await moveChunks(engine, runner, source.id, target.id);
    await moveTail(engine, runner, source.id, target.id);
    await moveCorrections(statements, source.id, target.id);
    if (source.newestSeq !== null && source.newestSeq > (target.newestSeq ?? -1n)) {
      const { newestSeq, newestAt, newest, newestText } = source;
      await statements.series.update({
        where: { id: target.id },
        data: { newestSeq, newestAt, newest, newestText },
      });
    }
    // A series is never deleted: the recorder may hold its number.
    await statements.series.update({
      where: { id: source.id },
      data: { newestSeq: null, newestAt: null, newest: null, newestText: null },
    });
  }
}

/** A chunk that lies between those of the other series moves as it is; else its readings do. */
async function moveChunks(engine: Engine, runner: Runner, from: number, to: number): Promise<void> {
  const { sql, chunks, damage } = engine;
  const query = (statement: Statement) => runner.query(statement);
  const breathe = breather();
  for (const chunk of await query(sql.chunksFrom(from, -FOREVER))) {
    const key = keyOf(from, chunk);
    const { start: first, end: last } = key;
    const others = await query(sql.chunksFrom(to, first));
    const meets = others.some((row) => Number(row[0]) <= last && Number(row[1]) >= first);
    if (!meets) await runner.run(sql.moveChunk(from, first, to));
    // Statistics alone cannot be told apart again: they stay with the device they came from.
    else if (Number(chunk[3]) === 0) {
      const [row] = await query(sql.chunk(from, first));
      const readings = chunks.once(key, row![1] as Uint8Array);
      if (readings.count > 0) {
        const change = await place(engine, query, breathe, to, readings, { order: 'after' });
        await carryOut(engine, runner, [change], breathe);
      } else await damage.setAside(runner, key);
      await runner.run(sql.dropChunk(from, first));
    }
  }
  await damage.move(runner, from, to);
}

/**
 * Readings that are not folded yet get the number of the other series. Rows are never changed but written
 * anew, all of them, so that who has read them before learns of it.
 */
async function moveTail(engine: Engine, runner: Runner, from: number, to: number): Promise<void> {
  const { sql } = engine;
  const rows = await runner.query(sql.tailRows());
  const batches = rows.map((row) =>
    engine.damage.attemptTail(idOf(row), () => unpackBatch(unpack(row[7] as Uint8Array))),
  );
  if (!batches.some((batch) => batch?.series.includes(from))) return;
  for (const [i, row] of rows.entries()) {
    const batch = batches[i]!;
    if (batch === null) {
      await engine.damage.setTailAside(runner, idOf(row));
      continue;
    }
    const { count, series, at, value, text } = batch;
    const moved = Array.from({ length: count }, (_, k) => {
      const own = series[k]! === from ? to : series[k]!;
      return { series: own, at: at[k]!, value: value[k]!, text: text[k]! };
    });
    await runner.run(sql.addTail({ ...toTailRow(row), body: pack(packBatch(moved)) }));
  }
  await runner.run(sql.dropTail(idOf(rows.at(-1))));
}

const idOf = (row: Row | undefined): number => Number(row?.[0] ?? 0);
