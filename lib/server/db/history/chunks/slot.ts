import type { Row, Statement } from '../../connection/driver.ts';
import type { ChunkKey } from '../../sql/damage-sql.ts';
import type { HistorySql } from '../../sql/history-sql.ts';
import { keyOf } from '../read/stretch.ts';
import { ChunksChanged } from './retry.ts';

/** A chunk of a series, without what it holds. */
export type Slot = ChunkKey & {
  /** Only statistics are kept of it. */
  readonly gone: boolean;
};

export type Query = (statement: Statement) => Promise<readonly Row[]>;

type Blob = Uint8Array | null;

export const slotOf = (series: number, row: Row): Slot => ({
  ...keyOf(series, row),
  gone: Number(row[3]) === 1,
});

/**
 * Statistics and readings of a chunk, packed; those that have to be there are.
 * @throws ChunksChanged if it is not the one that was planned for: else it would pass for damaged
 */
export async function contentOf(
  query: Query,
  sql: Pick<HistorySql, 'chunk'>,
  { series, start, end, count, gone }: Slot,
): Promise<{ readonly hours: Blob; readonly body: Blob }> {
  const [row] = await query(sql.chunk(series, start));
  const [hours, body] = (row ?? [null, null]) as [Blob, Blob];
  const isPlanned = Number(row?.[2]) === end && Number(row?.[3]) === count;
  if (!isPlanned || (gone ? hours : body) === null) throw new ChunksChanged(`series ${series}`);
  return { hours, body };
}
