import type { Row } from '../../connection/driver.ts';
import type { TailRow } from '../../sql/history-sql.ts';

/** A row of `tailRows`, without its id. */
export const toTailRow = (row: Row): TailRow => {
  const [, writer, epoch, seq, base, at, count, body, deliveries] = row;
  return {
    writer: String(writer),
    epoch: String(epoch),
    seq: Number(seq),
    base: Number(base),
    at: Number(at),
    count: Number(count),
    body: body as Uint8Array,
    deliveries: deliveries as Uint8Array | null,
  };
};
