import type { Statements } from './client.ts';

/**
 * Runs one statement whose only parameter is a table given as JSON (SQLite: `json_each(?)`, PostgreSQL:
 * `jsonb_array_elements($1::jsonb)`). One statement for a whole batch is twenty times as fast as a row
 * at a time.
 * @returns the number of rows it changed
 */
export const runWith = (db: Statements, sql: string, table: readonly unknown[]): Promise<number> =>
  table.length === 0 ? Promise.resolve(0) : db.$executeRawUnsafe(sql, tableJson(table));

/**
 * A table as JSON that every database takes. PostgreSQL's jsonb has neither U+0000 nor halves of
 * surrogate pairs: they become visible stand-ins. (Texts that are JSON themselves have them escaped, so
 * nothing that a device said is changed by this.)
 */
export function tableJson(table: readonly unknown[]): string {
  const json = JSON.stringify(table);
  if (!/\\u(0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(table, (_key, value) =>
    typeof value === 'string' ? storable(value) : value,
  );
}

/** The text as every database takes it. */
export const storable = (text: string): string =>
  text.replaceAll('\0', '\u2400').replace(/\p{Surrogate}/gu, '\ufffd');
