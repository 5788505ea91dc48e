import { createHash } from 'node:crypto';
import {
  deleteRow,
  keyOf,
  type PlainRow,
  type Range,
  readRow,
  readRows,
  writeRows,
} from './rows.ts';
import type { Side, Table } from './tables.ts';

/** What a pass over a table did. */
export type Synced = { readonly seen: number; readonly changed: number };

const PAGE = 2_000;
/** Of tables with blobs, so that a page fits into memory easily. */
const BLOB_PAGE = 250;
/** So few changed rows are fetched one by one, more of them with their neighbours. */
const FEW = 20;

/**
 * Makes the rows of a table in `target` those of `source`; writes only what differs, so that a second pass
 * is quick. Tables with numbers for keys are walked in their order, in pages; texts, which two databases
 * may order differently, are compared as a whole: they are few (devices, tokens, sessions).
 */
export async function syncTable(
  source: Side,
  target: Side,
  table: Table,
  seen: (rows: number) => void,
  thorough = false,
): Promise<Synced> {
  const brief = !thorough;
  if (table.key.some((at) => table.columns[at]!.kind !== 'integer')) {
    return syncRange(source, target, table, { after: null, upTo: null }, null, seen, brief);
  }
  const limit = table.columns.some(({ kind }) => kind === 'blob') ? BLOB_PAGE : PAGE;
  const total = { seen: 0, changed: 0 };
  for (let after: PlainRow | null = null; ; ) {
    const page = await readRows(source, table, { after, upTo: null }, { brief, limit });
    const last = page.length === limit ? keyOf(table, page.at(-1)!) : null;
    const done = await syncRange(source, target, table, { after, upTo: last }, page, seen, brief);
    total.seen += done.seen;
    total.changed += done.changed;
    if (last === null) return total;
    after = last;
  }
}

async function syncRange(
  source: Side,
  target: Side,
  table: Table,
  range: Range,
  given: readonly PlainRow[] | null,
  seen: (rows: number) => void,
  brief: boolean,
): Promise<Synced> {
  const wanted = given ?? (await readRows(source, table, range, { brief }));
  const there = new Map<string, { key: PlainRow; print: string }>();
  for (const row of await readRows(target, table, range, { brief })) {
    const key = keyOf(table, row);
    there.set(JSON.stringify(key), { key, print: printOf(row) });
  }
  const changed: PlainRow[] = [];
  for (const row of wanted) {
    const id = JSON.stringify(keyOf(table, row));
    if (there.get(id)?.print !== printOf(row)) changed.push(row);
    there.delete(id);
  }
  for (const { key } of there.values()) await deleteRow(target, table, key);
  const rows = brief ? await whole(source, table, range, changed) : changed;
  await writeRows(target, table, rows);
  seen(wanted.length);
  return { seen: wanted.length, changed: changed.length + there.size };
}

/** Two rows with the same print are the same. */
const printOf = (row: PlainRow): string =>
  JSON.stringify(
    row.map((cell) =>
      cell instanceof Uint8Array ? createHash('sha256').update(cell).digest('base64') : cell,
    ),
  );

/** The rows with their blobs. A row that is gone meanwhile is left to the next pass. */
async function whole(
  source: Side,
  table: Table,
  range: Range,
  brief: readonly PlainRow[],
): Promise<readonly PlainRow[]> {
  if (brief.length === 0 || table.columns.every(({ kind }) => kind !== 'blob')) return brief;
  if (brief.length > FEW) {
    const ids = new Set(brief.map((row) => JSON.stringify(keyOf(table, row))));
    const rows = await readRows(source, table, range);
    return rows.filter((row) => ids.has(JSON.stringify(keyOf(table, row))));
  }
  const rows: PlainRow[] = [];
  for (const row of brief) {
    const full = await readRow(source, table, keyOf(table, row));
    if (full !== undefined) rows.push(full);
  }
  return rows;
}
