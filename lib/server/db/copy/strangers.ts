import type { Side } from './tables.ts';

/**
 * Whether the target holds what the source has never had: a person, or a run of a recorder. Then it is
 * another home, or this one after it had moved, and copying would destroy what is only there.
 * @returns what is strange about it, or null
 */
export async function strangers(source: Side, target: Side): Promise<string | null> {
  const only = async (sql: string) => {
    const here = new Set(
      (await source.query(sql, [])).map((row) => JSON.stringify(row.map(String))),
    );
    return (await target.query(sql, [])).filter(
      (row) => !here.has(JSON.stringify(row.map(String))),
    );
  };
  if ((await only('SELECT id FROM "user"')).length > 0) return 'it has another owner';
  const runs = await only('SELECT id, started_at FROM recorder_run');
  if (runs.length > 0) {
    const since = Math.min(...runs.map((row) => Number(row[1])));
    return `a recorder has written to it at ${new Date(since).toISOString()}, and not to the other`;
  }
  return null;
}
