import { unpackColumns } from '../../../domain/history/chunk/chunk.ts';
import type { Columns } from '../../../domain/history/columns.ts';
import { unpack } from '../packing.ts';

/** Readings that are kept unpacked: 20 bytes each. */
const MOST_READINGS = 1_000_000;

/** Which chunk, in which state: a chunk that changes gets more readings, or fewer. */
type Key = {
  readonly series: number;
  readonly start: number;
  readonly end: number;
  readonly count: number;
};

/** The readings of a chunk's body. */
export const readBody = (body: Uint8Array): Columns => unpackColumns(unpack(body));

/** Chunks that were unpacked lately: who looks at a moment of the past looks at the next one, too. */
export function chunkCache() {
  const chunks = new Map<string, Columns>();
  let readings = 0;
  return {
    unpacked({ series, start, end, count }: Key, body: Uint8Array): Columns {
      const key = `${series} ${start} ${end} ${count} ${body.length}`;
      const known = chunks.get(key);
      if (known !== undefined) {
        chunks.delete(key);
        chunks.set(key, known);
        return known;
      }
      const columns = readBody(body);
      chunks.set(key, columns);
      readings += columns.count;
      for (const [oldest, { count: size }] of chunks) {
        if (readings <= MOST_READINGS) break;
        chunks.delete(oldest);
        readings -= size;
      }
      return columns;
    },
  };
}

export type ChunkCache = ReturnType<typeof chunkCache>;
