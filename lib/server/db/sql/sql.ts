import type { Statements } from '../connection/client.ts';
import { POSTGRESQL } from './postgresql.ts';
import { SQLITE } from './sqlite.ts';

/**
 * The statements that Prisma cannot say and the databases say differently; those of the history lie in
 * history-sql.ts. Each takes one parameter, a table as JSON (runWith in ../json.ts), so that a batch of
 * any size is one statement. Where two rows have the same key, the last counts.
 */
export type Sql = {
  /** [id, body, now]: devices as they describe themselves; the homeowner's choices stay. */
  readonly writeDevices: string;
  /** [id, device, kind, body, now]: the same for entities; one that was withdrawn is back. */
  readonly writeEntities: string;
  /** [id, now]: entities their devices have withdrawn. */
  readonly withdrawEntities: string;
  /** [id, words as JSON]: the last words on entities' availability topics. */
  readonly writeHeard: string;
  /** [name, by, at, detail]: adds to counters. Names must differ. */
  readonly addCounts: string;
  /** Takes nothing; a row for each column: table, column, kind (copy/tables.ts), place in the key or 0. */
  readonly describeTables: string;
  /** Waits for writers and keeps them out of these tables until the transaction ends. */
  lockTables(names: readonly string[]): readonly string[];
  /** From now on nobody can change what is listed in closed.ts; whoever tries is told why. */
  closeHome(why: string): readonly string[];
  /** Undoes it. */
  readonly reopenHome: readonly string[];
  /** Takes nothing; a row if the home is closed. */
  readonly isClosed: string;
  /** New rows of a table whose numbers were given go on after the greatest. */
  continueNumbers(table: string): readonly string[];
};

export const SQL = { sqlite: SQLITE, postgresql: POSTGRESQL } as const;

const known = new WeakMap<object, Sql>();

/** Notes which database statements go to; Prisma's clients do not tell. */
export function speaks<S extends Statements>(statements: S, sql: Sql): S {
  known.set(statements, sql);
  return statements;
}

/** What to say to the database behind statements that `Database` gave out. */
export function sqlOf(statements: Statements): Sql {
  const sql = known.get(statements);
  if (sql === undefined) throw new Error('these statements are not those of a Database');
  return sql;
}
