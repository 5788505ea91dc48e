import type { Statement } from '../connection/driver.ts';
import type { Provider } from '../connection/provider.ts';
import { historyDialect } from './history-sql.ts';

/** Of a range of series → series, start, end, count, 1 if only statistics are kept; in order */
export const stretchesOf = (provider: Provider, first: number, last: number): Statement => ({
  sql: historyDialect(provider).marked(
    `SELECT series_id, start, "end", count, CASE WHEN body IS NULL THEN 1 ELSE 0 END
       FROM chunk WHERE series_id BETWEEN ? AND ? ORDER BY series_id, start`,
  ),
  args: [first, last],
});
