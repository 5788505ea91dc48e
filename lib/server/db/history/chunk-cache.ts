import { unpackAround, unpackColumns } from '../../../domain/history/chunk/chunk.ts';
import { type HourColumns, unpackHours } from '../../../domain/history/chunk/hours.ts';
import type { Columns } from '../../../domain/history/columns.ts';
import { unpack } from './packing.ts';

/** Readings that are kept unpacked: 20 bytes each. */
const MOST_READINGS = 1_000_000;
/** Hours whose statistics are kept unpacked: 64 bytes each. */
const MOST_HOURS = 100_000;

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
  const chunks = lately<Columns>(MOST_READINGS, ({ count }) => count);
  const hours = lately<HourColumns>(MOST_HOURS, (columns) => columns.hours);
  return {
    unpacked: (key: Key, body: Uint8Array): Columns =>
      chunks.get(textOf(key, body)) ?? chunks.keep(textOf(key, body), readBody(body)),
    /**
     * Some readings of a chunk, with the last one at or before `at`. Nothing is kept: a look at the
     * whole home would drive out everything else.
     */
    around: (key: Key, body: Uint8Array, at: number): Columns =>
      chunks.get(textOf(key, body)) ?? unpackAround(unpack(body), at),
    /** The statistics of a chunk. */
    hours: (key: Key, blob: Uint8Array): HourColumns =>
      hours.get(textOf(key, blob)) ?? hours.keep(textOf(key, blob), unpackHours(unpack(blob))),
  };
}

export type ChunkCache = ReturnType<typeof chunkCache>;

const textOf = ({ series, start, end, count }: Key, { length }: Uint8Array) =>
  `${series} ${start} ${end} ${count} ${length}`;

/** What was asked for last, up to a size. */
function lately<T>(most: number, sizeOf: (value: T) => number) {
  const kept = new Map<string, T>();
  let size = 0;
  return {
    get(key: string): T | undefined {
      const value = kept.get(key);
      if (value === undefined) return undefined;
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    keep(key: string, value: T): T {
      kept.set(key, value);
      size += sizeOf(value);
      for (const [oldest, old] of kept) {
        if (size <= most) break;
        kept.delete(oldest);
        size -= sizeOf(old);
      }
      return value;
    },
  };
}
