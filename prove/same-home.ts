import { createHash } from 'node:crypto';
import { openDatabase } from '../lib/server/db/connection/client.ts';
import { fromCell, tablesOf } from '../lib/server/db/copy/tables.ts';

export type Compared = {
  readonly tables: number;
  readonly rows: number;
  /** Names of tables that are not the same to the last bit. */
  readonly different: readonly string[];
};

/** Signs of life: the recorder of a home that has moved gives them in the database that was left, until it ends. */
const ALIVE: ReadonlySet<string> = new Set(['recorder_run.alive_at']);

/** Holds every row of every table of two databases against each other, but for signs of life. */
export async function compareHomes(one: string, other: string): Promise<Compared> {
  const [a, b] = [await contentOf(one), await contentOf(other)];
  const names = [...new Set([...a.keys(), ...b.keys()])];
  const different = names.filter((name) => a.get(name)?.join() !== b.get(name)?.join());
  const rows = [...a.values()].reduce((sum, prints) => sum + prints.length, 0);
  return { tables: names.length, rows, different };
}

/** A print of each row, sorted, by table. */
async function contentOf(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const db = await openDatabase({ DATABASE_URL: url });
  try {
    const content = new Map<string, readonly string[]>();
    for (const { name, columns } of await tablesOf(db.driver, db.provider)) {
      // By name: migrations may have added them in another order.
      const sorted = columns
        .filter((column) => !ALIVE.has(`${name}.${column.name}`))
        .sort((x, y) => (x.name < y.name ? -1 : 1));
      const list = sorted.map((column) => `"${column.name}"`).join(', ');
      const [rows = []] = await db.driver.read({ sql: `SELECT ${list} FROM "${name}"`, args: [] });
      const prints = rows.map((row) => {
        const hash = createHash('sha256');
        for (const [i, { kind }] of sorted.entries()) {
          const cell = fromCell(row[i] ?? null, kind);
          hash.update(cell instanceof Uint8Array ? cell : JSON.stringify(cell)).update('\0');
        }
        return hash.digest('hex');
      });
      content.set(name, prints.sort());
    }
    return content;
  } finally {
    await db.close();
  }
}
