import type { Database } from '../connection/client.ts';
import type { Arg, Driver, Runner } from '../connection/driver.ts';
import { isRefusal, sqlStates } from '../connection/errors.ts';
import { SQL } from '../sql/sql.ts';
import { countRows, emptyTable } from './rows.ts';
import { strangers } from './strangers.ts';
import { syncTable } from './sync.ts';
import { type Side, type Table, tablesOf } from './tables.ts';

/** The target is not ours to overwrite; says why. */
export class OtherHomeError extends Error {}

export type CopyOptions = {
  /** Whether a target that holds another home, or this one's later life, is emptied first. */
  readonly replace: boolean;
  /** What a program is told that tries to go on with the old database. */
  readonly farewell: string;
  /** Called now and then; `of` is an estimate. */
  readonly progress: (step: string, rows: number, of: number) => void;
};

/** Rows of each table, in both. */
export type Copied = { readonly rows: ReadonlyMap<string, number>; readonly passes: number };

/** A pass that changed no more than this is followed by the last one. */
const CALM = 500;
const MOST_PASSES = 20;
/** PostgreSQL's own code. */
const DEADLOCK = '40P01';

/**
 * Makes `to` the same home as `from`, whose roles may go on meanwhile: passes over all tables until little
 * changes any more, then a last one with all writers kept out. With that last one the old database is
 * closed: nothing is added to its history any more, so whoever goes on with the new one, from its cursor,
 * misses nothing and hears nothing twice.
 * @throws OtherHomeError when `to` is in use by another home
 */
export async function copyHome(
  from: Database,
  to: Database,
  { replace, farewell, progress }: CopyOptions,
): Promise<Copied> {
  const tables = await tablesOf(from.driver, from.provider);
  await requireSame(tables, await tablesOf(to.driver, to.provider));
  const [source, target] = [sideOf(from), sideOf(to)];
  if (replace) await empty(to, tables);
  else await refuseOthers(source, target);
  for (const sql of SQL[to.provider].reopenHome) await target.run(sql, []);

  const passes = await catchUp(source, target, tables, progress);
  // What was copied is compared to the last bit; the last pass then looks only for what is new.
  await settled(() =>
    pass(source, target, tables, (seen, of) => progress('checking', seen, of), true),
  );
  const rows = await settled(() => lastPass(from, to, tables, farewell, progress));
  return { rows, passes };
}

/** What is new, with everybody kept out, and the end of the old database. */
const lastPass = (
  from: Database,
  to: Database,
  tables: readonly Table[],
  farewell: string,
  progress: CopyOptions['progress'],
) =>
  from.driver.write(async (runner) => {
    const [held, target] = [runnerSide(from, runner), sideOf(to)];
    const { lockTables, reopenHome, closeHome } = SQL[from.provider];
    const run = async (statements: readonly string[]) => {
      for (const sql of statements) await held.run(sql, []);
    };
    await run(lockTables(inWritersOrder(tables)));
    await pass(held, target, tables, (seen, of) => progress('the last rows', seen, of));
    const counts = await sameCounts(held, target, tables);
    await sameSeries(held, target);
    for (const table of tables) await continueNumbers(to, table);
    await run([...reopenHome, ...closeHome(farewell)]);
    return counts;
  });

/** As a recorder takes them, so that it and the copy seldom wait for one another. */
const inWritersOrder = (tables: readonly Table[]): readonly string[] => {
  const first = ['device', 'entity', 'series', 'text_value', 'chunk', 'tail'];
  return [...new Set([...first, ...tables.map(({ name }) => name)])];
};

/** Lets a database that was left be written again. */
export async function reopenHome(db: Database): Promise<boolean> {
  const [closed = []] = await db.driver.read({ sql: SQL[db.provider].isClosed, args: [] });
  for (const sql of SQL[db.provider].reopenHome) await db.driver.run({ sql, args: [] });
  return closed.length > 0;
}

async function catchUp(
  source: Side,
  target: Side,
  tables: readonly Table[],
  progress: CopyOptions['progress'],
): Promise<number> {
  for (let number = 1; ; number++) {
    const step = number === 1 ? 'copying' : 'what has come since';
    const changed = await settled(() =>
      pass(source, target, tables, (seen, of) => progress(step, seen, of)),
    );
    if (changed <= CALM || number === MOST_PASSES) return number;
  }
}

/**
 * Does it again where the home was in the way: a row that came after its table was copied, and another that
 * refers to it, which the next pass has both; or a writer and the copy that waited for one another.
 */
async function settled<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const again = isRefusal(error) || sqlStates(error).includes(DEADLOCK);
      if (!again || attempt === MOST_PASSES) throw error;
    }
  }
}

async function pass(
  source: Side,
  target: Side,
  tables: readonly Table[],
  progress: (rows: number, of: number) => void,
  thorough = false,
): Promise<number> {
  let of = 0;
  for (const table of tables) of += await countRows(source, table);
  let rows = 0;
  let changed = 0;
  for (const table of tables) {
    const seen = (count: number) => {
      rows += count;
      progress(rows, Math.max(of, rows));
    };
    const done = await syncTable(source, target, table, seen, thorough);
    changed += done.changed;
  }
  return changed;
}

async function sameCounts(source: Side, target: Side, tables: readonly Table[]) {
  const counts = new Map<string, number>();
  for (const table of tables) {
    const [wanted, found] = [await countRows(source, table), await countRows(target, table)];
    if (wanted !== found) {
      throw new Error(`${table.name}: ${found} rows were copied of ${wanted}; run it again`);
    }
    counts.set(table.name, wanted);
  }
  return counts;
}

/** Each series has as many readings in both, from the same first to the same last. */
async function sameSeries(source: Side, target: Side): Promise<void> {
  const totals = async (side: Side) => {
    const rows = await side.query(
      `SELECT series_id, count(*), sum(count), min(start), max("end"), sum(length(body))
         FROM chunk GROUP BY series_id`,
      [],
    );
    return new Map(rows.map((row) => [Number(row[0]), row.map(Number).join(' ')]));
  };
  const [wanted, found] = [await totals(source), await totals(target)];
  for (const [series, total] of wanted) {
    if (found.get(series) !== total) throw new Error(`series ${series} differs; run it again`);
  }
}

async function refuseOthers(source: Side, target: Side): Promise<void> {
  const why = await strangers(source, target);
  if (why !== null) throw new OtherHomeError(why);
}

/** In the order in which nothing refers to what is gone. */
const empty = (to: Database, tables: readonly Table[]): Promise<void> =>
  to.driver.write(async (runner) => {
    for (const table of [...tables].reverse()) await emptyTable(runnerSide(to, runner), table);
  });

async function continueNumbers(to: Database, { name, columns, key }: Table): Promise<void> {
  const only = key.length === 1 ? columns[key[0]!] : undefined;
  if (only?.name !== 'id' || only.kind !== 'integer') return;
  for (const sql of SQL[to.provider].continueNumbers(name)) {
    await to.driver.read({ sql, args: [] });
  }
}

async function requireSame(ours: readonly Table[], theirs: readonly Table[]): Promise<void> {
  const shape = (tables: readonly Table[]) =>
    JSON.stringify(
      tables.map(({ name, columns, key }) => [
        name,
        columns.map((column) => `${column.name} ${column.kind}`).sort(),
        key.map((at) => columns[at]!.name),
      ]),
    );
  if (shape(ours) !== shape(theirs)) throw new Error('the two databases have different tables');
}

const sideOf = ({ driver, provider }: Pick<Database, 'driver' | 'provider'>): Side => ({
  provider,
  query: async (sql, args) => (await read(driver, sql, args)) as Awaited<ReturnType<Side['query']>>,
  run: (sql, args) => driver.run({ sql, args: args as readonly Arg[] }),
});

const read = async (driver: Driver, sql: string, args: readonly Arg[]) =>
  (await driver.read({ sql, args }))[0] ?? [];

const runnerSide = ({ provider }: Pick<Database, 'provider'>, runner: Runner): Side => ({
  provider,
  query: (sql, args) => runner.query({ sql, args }),
  run: (sql, args) => runner.run({ sql, args }),
});
