import { fromCell, type Plain, type Side, type Table, toArgument } from './tables.ts';

export type PlainRow = readonly Plain[];

/** Below the limits of both databases on the parameters of one statement. */
const MOST_PARAMETERS = 30_000;
const MOST_ROWS = 500;
const MOST_BYTES = 4 << 20;

const quoted = (name: string) => `"${name}"`;

/** Marks of the parameters from number `first` (0 is the first of the statement). */
const mark = ({ provider }: Side, at: number) => (provider === 'sqlite' ? '?' : `$${at + 1}`);
const marks = (side: Side, count: number, first = 0) =>
  `(${Array.from({ length: count }, (_, i) => mark(side, first + i)).join(', ')})`;

/** Which rows of a table: those with a key after `after` and up to `upTo`; null: no such end. */
export type Range = { readonly after: PlainRow | null; readonly upTo: PlainRow | null };

/**
 * Rows in the order of their keys, at most `limit`. `brief`: of a blob only its length, which tells well
 * enough whether a row has changed and costs next to nothing.
 */
export async function readRows(
  side: Side,
  { name, columns, key }: Table,
  { after, upTo }: Range,
  { brief = false, limit = 0 } = {},
): Promise<PlainRow[]> {
  const what = columns.map((column) =>
    brief && column.kind === 'blob' ? `length(${quoted(column.name)})` : quoted(column.name),
  );
  const keys = key.map((at) => quoted(columns[at]!.name)).join(', ');
  const args: Plain[] = [];
  const conditions: string[] = [];
  for (const [sign, bound] of [
    ['>', after],
    ['<=', upTo],
  ] as const) {
    if (bound === null) continue;
    conditions.push(`(${keys}) ${sign} ${marks(side, key.length, args.length)}`);
    args.push(...bound);
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const most = limit > 0 ? `LIMIT ${limit}` : '';
  const rows = await side.query(
    `SELECT ${what.join(', ')} FROM ${quoted(name)} ${where} ORDER BY ${keys} ${most}`,
    args,
  );
  return rows.map((row) =>
    columns.map(({ kind }, i) => {
      const short = brief && kind === 'blob';
      return fromCell(row[i] ?? null, short ? 'integer' : kind);
    }),
  );
}

export const keyOf = ({ key }: Table, row: PlainRow): PlainRow => key.map((at) => row[at]!);

/** The row with a key; undefined: it is gone. */
export async function readRow(
  side: Side,
  table: Table,
  key: PlainRow,
): Promise<PlainRow | undefined> {
  const conditions = table.key.map(
    (at, i) => `${quoted(table.columns[at]!.name)} = ${mark(side, i)}`,
  );
  const [row] = await side.query(
    `SELECT ${table.columns.map(({ name }) => quoted(name)).join(', ')} FROM ${quoted(table.name)}
      WHERE ${conditions.join(' AND ')}`,
    key,
  );
  return row && table.columns.map(({ kind }, i) => fromCell(row[i] ?? null, kind));
}

/** Writes rows, in place of those with their keys. */
export async function writeRows(
  side: Side,
  table: Table,
  rows: readonly PlainRow[],
): Promise<void> {
  const width = table.columns.length;
  const most = Math.min(MOST_ROWS, Math.floor(MOST_PARAMETERS / width));
  for (let from = 0; from < rows.length; ) {
    let to = from;
    for (let bytes = 0; to < rows.length && to - from < most && bytes < MOST_BYTES; to++) {
      for (const cell of rows[to]!) if (cell instanceof Uint8Array) bytes += cell.length;
    }
    await insert(side, table, rows.slice(from, to));
    from = to;
  }
}

async function insert(side: Side, table: Table, rows: readonly PlainRow[]): Promise<void> {
  const { name, columns, key } = table;
  const width = columns.length;
  const rest = columns.filter((_, at) => !key.includes(at)).map((column) => quoted(column.name));
  await side.run(
    `INSERT INTO ${quoted(name)} (${columns.map((column) => quoted(column.name)).join(', ')})
     VALUES ${rows.map((_, i) => marks(side, width, i * width)).join(', ')}
     ON CONFLICT (${key.map((at) => quoted(columns[at]!.name)).join(', ')}) DO ${
       rest.length === 0
         ? 'NOTHING'
         : `UPDATE SET ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`
     }`,
    rows.flatMap((row) => row.map((cell, i) => toArgument(cell, columns[i]!.kind, side.provider))),
  );
}

export async function deleteRow(side: Side, table: Table, key: PlainRow): Promise<void> {
  const conditions = table.key.map(
    (at, i) => `${quoted(table.columns[at]!.name)} = ${mark(side, i)}`,
  );
  await side.run(`DELETE FROM ${quoted(table.name)} WHERE ${conditions.join(' AND ')}`, key);
}

export async function countRows(side: Side, { name }: Table): Promise<number> {
  const [row] = await side.query(`SELECT count(*) FROM ${quoted(name)}`, []);
  return Number(row?.[0] ?? 0);
}

export const emptyTable = (side: Side, { name }: Table): Promise<number> =>
  side.run(`DELETE FROM ${quoted(name)}`, []);
