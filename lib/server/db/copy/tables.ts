import type { Cell, Driver } from '../connection/driver.ts';
import type { Provider } from '../connection/provider.ts';
import { SQL } from '../sql/sql.ts';

/** What a column holds; both databases have the same columns, and say these differently. */
export type Kind = 'text' | 'integer' | 'real' | 'blob' | 'boolean' | 'time';

export type Column = { readonly name: string; readonly kind: Kind };

export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Positions in `columns` of what tells its rows apart. */
  readonly key: readonly number[];
};

/** A database to copy from or to: its driver, or a transaction of it. */
export type Side = {
  readonly provider: Provider;
  query(sql: string, args: readonly Plain[]): Promise<readonly (readonly Cell[])[]>;
  run(sql: string, args: readonly Plain[]): Promise<number>;
};

/** A cell as both databases mean it: times are epoch ms, booleans 1 or 0. */
export type Plain = string | number | null | Uint8Array;

/** Rows that others refer to come first. */
const FIRST = ['device', 'entity', 'user'];

/** The tables of a home, but for what the migrations keep. @throws Error for a type nobody planned for */
export async function tablesOf(driver: Driver, provider: Provider): Promise<readonly Table[]> {
  const [rows = []] = await driver.read({ sql: SQL[provider].describeTables, args: [] });
  const tables = new Map<string, { columns: Column[]; key: [number, number][] }>();
  for (const [table, column, kind, place] of rows) {
    const name = String(table);
    if (kind === null) throw new Error(`${name}.${column} has a type that cannot be copied`);
    const own = tables.get(name) ?? { columns: [], key: [] };
    if (Number(place) > 0) own.key.push([Number(place), own.columns.length]);
    own.columns.push({ name: String(column), kind: kind as Kind });
    tables.set(name, own);
  }
  const rank = (name: string) => (FIRST.indexOf(name) + 1 || FIRST.length + 1) as number;
  return [...tables]
    .map(([name, { columns, key }]): Table => {
      return { name, columns, key: key.sort(([a], [b]) => a - b).map(([, at]) => at) };
    })
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

/** What a driver gave for a cell. */
export function fromCell(cell: Cell | boolean, kind: Kind): Plain {
  if (cell === null) return null;
  switch (kind) {
    case 'integer':
    case 'real':
      return Number(cell);
    case 'boolean':
      return cell === true || cell === 1 || cell === '1' || cell === 'true' ? 1 : 0;
    case 'time':
      return typeof cell === 'number' ? cell : Date.parse(String(cell));
    case 'text':
      return String(cell);
    case 'blob':
      return cell as Uint8Array;
  }
}

/** What a driver is given for it. */
export function toArgument(value: Plain, kind: Kind, provider: Provider): Plain {
  if (value === null) return null;
  if (kind === 'time') return new Date(Number(value)).toISOString().replace('Z', '+00:00');
  if (kind === 'boolean' && provider === 'postgresql') return value === 1 ? 'true' : 'false';
  return value;
}
