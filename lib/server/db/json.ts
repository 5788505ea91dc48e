import type { Statements } from './client.ts';

/**
 * Runs one statement whose only parameter is a table given as JSON (`FROM json_each(?)`). One
 * statement for a whole batch is twenty times as fast as a row at a time.
 * @returns the number of rows it changed
 */
export const runWith = (db: Statements, sql: string, table: readonly unknown[]): Promise<number> =>
  table.length === 0 ? Promise.resolve(0) : db.$executeRawUnsafe(sql, JSON.stringify(table));

/**
 * Rows of a query whose one column, `json`, is an array per row or one array of all rows
 * (`json_group_array`). Passing rows as one text is several times as fast as one value at a time.
 */
export async function askJson<T>(
  db: Statements,
  sql: string,
  ...parameters: readonly (string | number | null)[]
): Promise<T[]> {
  const rows = await db.$queryRawUnsafe<{ json: string }[]>(sql, ...parameters);
  return rows.flatMap((row) => JSON.parse(row.json) as T[]);
}
