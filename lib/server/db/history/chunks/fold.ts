import { packBatch, unpackBatch } from '../../../../domain/history/chunk/batch.ts';
import type { Statement } from '../../connection/driver.ts';
import type { TailRow } from '../../sql/history-sql.ts';
import { breather } from '../breath.ts';
import { type ColumnsBuilder, columnsBuilder } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { deliveriesIn } from '../tail/deliveries.ts';
import { toTailRow } from '../tail/tail-row.ts';
import { pack, unpack } from './packing.ts';
import { type Change, carryOut, place } from './placing.ts';
import { ChunksChanged, retried } from './retry.ts';

/** The tail is folded when it holds so much; then a reader that begins has it read in a few ms. */
const MOST_READINGS = 200_000;
const MOST_ROWS = 20_000;
const LONGEST_MS = 24 * 3_600_000;
/** The size of the tail is asked of the database this often; in between it is reckoned. */
const ASK_MS = 60_000;

/** Folds that fail are counted under this name. */
export const NOT_PACKED = 'history not packed';

/** What a fold has moved. */
export type Folded = { readonly readings: number; readonly chunks: number };

const NOTHING: Folded = { readings: 0, chunks: 0 };

export type FoldOptions = {
  /** Epoch ms. */
  readonly now: number;
  /** Also if it is not due. */
  readonly all?: boolean;
};

/** A series' readings in the tail, and the last of them by arrival. */
type Moved = { readonly readings: ColumnsBuilder; seq: number };

/** Moves the tail into chunks. */
export function folder(engine: Engine) {
  const { driver, sql, damage } = engine;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function isDue(now: number): Promise<boolean> {
    const asked = performance.now();
    if (engine.tailReadings < MOST_READINGS && asked - askedAt < ASK_MS) return false;
    const [rows] = await driver.read(sql.tailSize());
    const [count, readings, oldest] = rows![0]!;
    askedAt = asked;
    engine.tailReadings = Number(readings ?? 0);
    return (
      engine.tailReadings >= MOST_READINGS ||
      Number(count) >= MOST_ROWS ||
      (Number(count) > 1 && now - Number(oldest) >= LONGEST_MS)
    );
  }

  async function once(): Promise<Folded> {
    const breathe = breather();
    const [rows = []] = await driver.read(sql.tailRows());
    const content = rows.map(toTailRow);
    const last = content.at(-1);
    // The row that the last fold has left behind stays until others follow it.
    if (last === undefined || (rows.length === 1 && last.writer === '' && last.count === 0))
      return NOTHING;
    const moved = new Map<number, Moved>();
    /** Ids of rows that are damaged. */
    const aside: number[] = [];
    for (const [i, row] of content.entries()) {
      const id = Number(rows[i]![0]);
      const batch = damage.attemptTail(id, () => unpackBatch(unpack(row.body)));
      if (batch === null) aside.push(id);
      else gather(moved, batch, row);
      await breathe();
    }
    const ask = async (statement: Statement) => (await driver.read(statement))[0]!;
    const changes: Change[] = [];
    for (const [series, { readings }] of moved) {
      const columns = readings.columns();
      changes.push(await place(engine, ask, breathe, series, columns, { order: 'after' }));
    }
    const lastId = Number(rows.at(-1)![0]);
    await driver.write(async (runner) => {
      await carryOut(engine, runner, changes, breathe);
      for (const id of aside) await damage.setTailAside(runner, id);
      // Left behind before the others go, so that no id is used twice.
      await runner.run(sql.addTail(marker(last)));
      if ((await runner.run(sql.dropTail(lastId))) !== rows.length)
        throw new ChunksChanged('the tail');
      await runner.run(sql.putCursors(JSON.stringify(cursorsOf(content))));
      await runner.run(sql.putDeliveries(JSON.stringify(deliveriesOf(content))));
      await runner.run(sql.putNewest(JSON.stringify(newestOf(moved))));
    });
    const readings = content.reduce((sum, { count }) => sum + count, 0);
    engine.tailReadings = Math.max(0, engine.tailReadings - readings);
    return { readings, chunks: changes.reduce((sum, { put }) => sum + put.length, 0) };
  }

  /**
   * Moves the readings of the tail into chunks if it is due (or `all`), in one transaction: a crash leaves
   * each reading where it was, or where it goes. Safe beside writers and other folds.
   */
  return ({ now, all = false }: FoldOptions): Promise<Folded> =>
    engine.alone(async () => {
      if (!all && !(await isDue(now))) return NOTHING;
      return retried(once);
    });
}

function gather(
  moved: Map<number, Moved>,
  batch: ReturnType<typeof unpackBatch>,
  { base, seq: own }: TailRow,
): void {
  const seq = base + own;
  for (let i = 0; i < batch.count; i++) {
    const number = batch.series[i]!;
    let series = moved.get(number);
    if (series === undefined) {
      series = { readings: columnsBuilder(1024), seq };
      moved.set(number, series);
    }
    series.readings.push(batch.at[i]!, batch.value[i]!, batch.text[i]!);
    series.seq = seq;
  }
}

const EMPTY = pack(packBatch([]));

/** What a fold leaves behind in the tail: nothing but the next id, and when a recorder last wrote. */
const marker = ({ at }: TailRow): TailRow => ({
  writer: '',
  epoch: '',
  seq: 0,
  base: 0,
  at,
  count: 0,
  body: EMPTY,
  deliveries: null,
});

/** [name, epoch, seq, base, at] of each writer's last row. */
function cursorsOf(rows: readonly TailRow[]): unknown[][] {
  const last = new Map(rows.filter(({ writer }) => writer !== '').map((row) => [row.writer, row]));
  return [...last.values()].map(({ writer, epoch, seq, base, at }) => [
    writer,
    epoch,
    seq,
    base,
    at,
  ]);
}

function deliveriesOf(rows: readonly TailRow[]): unknown[][] {
  const last = new Map(
    rows
      .flatMap(({ deliveries }) => deliveriesIn(deliveries))
      .map((delivery) => [delivery.packetId, delivery]),
  );
  return [...last.values()].map(({ packetId, hash, seq }) => [packetId, hash, seq]);
}

/** [series, at, seq, value, text] of each series' newest reading by arrival. */
const newestOf = (moved: ReadonlyMap<number, Moved>): unknown[][] =>
  [...moved].map(([series, { readings, seq }]) => {
    const { count, at, value, text } = readings.arrived();
    const i = count - 1;
    const number = value[i]!;
    return [series, at[i], seq, Number.isNaN(number) ? null : number, text?.[i] || null];
  });

export type Fold = ReturnType<typeof folder>;
