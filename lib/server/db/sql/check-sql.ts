import type { Arg, Statement } from '../connection/driver.ts';
import type { HistoryDialect } from './history-sql.ts';

/** What a check of the whole history asks. */
export function checkSql({ marked }: Pick<HistoryDialect, 'marked'>) {
  const statement = (sql: string, ...args: readonly Arg[]): Statement => ({
    sql: marked(sql),
    args,
  });
  return {
    /** → chunks, damaged ones that are kept aside */
    counts: statement(
      `SELECT (SELECT count(*) FROM chunk),
              (SELECT count(*) FROM damage WHERE body IS NOT NULL OR hours IS NOT NULL)`,
    ),
    /** → id, of every series that has chunks or should have */
    series: statement('SELECT id FROM series UNION SELECT series_id FROM chunk ORDER BY 1'),
    /** → id, entity, property */
    names: statement('SELECT id, entity_id, property FROM series'),
    /** → id */
    texts: statement('SELECT id FROM text_value'),
    /** → start, end, count, min, max, sum, first, first text, last, last text, hours, body */
    chunks: (series: number, after: number, limit: number) =>
      statement(
        `SELECT start, "end", count, min, max, sum, first, first_text, last, last_text, hours, body
           FROM chunk WHERE series_id = ? AND start > ? ORDER BY start LIMIT ?`,
        ...[series, after, limit],
      ),
    /** SQLite's own check of its file → what is wrong, or "ok" */
    file: statement('PRAGMA quick_check(20)'),
  };
}
