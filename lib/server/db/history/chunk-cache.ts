import { unpackAround, unpackColumns } from '../../../domain/history/chunk/chunk.ts';
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
  const nameOf = ({ series, start, end, count }: Key, body: Uint8Array) =>
    `${series} ${start} ${end} ${count} ${body.length}`;
  return {
    /**
     * Some readings of a chunk, with the last one at or before `at`. Nothing is kept: a look at the
     * whole home would drive out everything else.
     */
    around: (key: Key, body: Uint8Array, at: number): Columns =>
      chunks.get(nameOf(key, body)) ?? unpackAround(unpack(body), at),

    unpacked(of: Key, body: Uint8Array): Columns {
      const key = nameOf(of, body);
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
