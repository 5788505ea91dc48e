import BetterSqlite from 'better-sqlite3';
import type { Row, Statement } from './driver.ts';

/** Prepared statements that are kept. */
const MOST_PREPARED = 100;

export type Reader = {
  /** The rows of each statement, all of one moment. */
  read(statements: readonly Statement[]): readonly Row[][];
  close(): void;
};

/** Opens a database that another connection of this process has made ready. */
export function sqliteReader(file: string): Reader {
  const database = new BetterSqlite(file, { readonly: true, timeout: 20 });
  const prepared = new Map<string, BetterSqlite.Statement<unknown[], Row>>();

  function prepare(sql: string) {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare<unknown[], Row>(sql).raw();
    if (prepared.size >= MOST_PREPARED) prepared.clear();
    prepared.set(sql, statement);
    return statement;
  }

  const readAll = database.transaction((statements: readonly Statement[]) =>
    statements.map(({ sql, args }) => prepare(sql).all(...args)),
  );
  return { read: (statements) => readAll(statements), close: () => database.close() };
}
