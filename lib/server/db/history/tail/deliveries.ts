import { ByteReader, ByteWriter, DamagedBytes } from '../../../../domain/history/chunk/bytes.ts';
import type { NewDelivery } from '../batch.ts';

const LEAST_BYTES = 3;

/** Deliveries of one commit as a blob. Their hashes are base64, and lie there as the bytes they stand for. */
export function packDeliveries(deliveries: readonly NewDelivery[]): Uint8Array {
  const out = new ByteWriter(16 + 40 * deliveries.length);
  out.whole(deliveries.length);
  for (const { packetId, hash, seq } of deliveries) {
    const bytes = Buffer.from(hash, 'base64');
    const isBase64 = bytes.toString('base64') === hash;
    const body = isBase64 ? bytes : Buffer.from(hash);
    out.whole(packetId);
    out.whole(seq);
    out.whole(2 * body.length + (isBase64 ? 1 : 0));
    out.bytes(body);
  }
  return out.finish();
}

/** Throws DamagedBytes if `bytes` are none of packDeliveries. */
export function unpackDeliveries(bytes: Uint8Array): NewDelivery[] {
  const input = new ByteReader(bytes);
  const count = input.amount(bytes.length / LEAST_BYTES, 'deliveries');
  return Array.from({ length: count }, () => {
    const [packetId, seq, size] = [input.whole(), input.whole(), input.whole()];
    const isBase64 = size % 2 === 1;
    const body = Buffer.from(input.bytes((size - (isBase64 ? 1 : 0)) / 2));
    return { packetId, seq, hash: body.toString(isBase64 ? 'base64' : 'utf8') };
  });
}

/**
 * Those that a row holds. Damaged ones are none: one that comes again is then stored twice, which is better than
 * a recorder that stores nothing any more.
 */
export function deliveriesIn(packed: Uint8Array | null): readonly NewDelivery[] {
  try {
    return packed === null ? [] : unpackDeliveries(packed);
  } catch (error) {
    if (error instanceof DamagedBytes) return [];
    throw error;
  }
}
