import { DamagedBytes } from '../../../../domain/history/chunk/bytes.ts';
import { unpackAround, unpackColumns } from '../../../../domain/history/chunk/chunk.ts';
import { type HourColumns, unpackHours } from '../../../../domain/history/chunk/hours.ts';
import { type Columns, NO_COLUMNS } from '../../../../domain/history/columns.ts';
import type { ChunkKey } from '../../sql/damage-sql.ts';
import type { Hours } from '../hours/join-hours.ts';
import type { DamageBook } from './damage.ts';
import { unpack } from './packing.ts';

/** Readings that are kept unpacked: 20 bytes each. */
const MOST_READINGS = 1_000_000;
/** Parts of chunks, for who looks at the whole home at one moment and then at the next: 20 bytes a reading. */
const MOST_IN_PARTS = 600_000;
/** Hours whose statistics are kept unpacked: some 130 bytes each. */
const MOST_HOURS = 100_000;

/** The readings of a chunk. Throws DamagedBytes if they are not what was written. */
export function readBody({ start, end, count }: Omit<ChunkKey, 'series'>, body: Uint8Array) {
  const columns = unpackColumns(unpack(body));
  const { at } = columns;
  if (columns.count !== count || at[0] !== start || at[count - 1] !== end)
    throw new DamagedBytes('they are not those of which their row speaks');
  return columns;
}

/** The statistics of a chunk. Throws DamagedBytes if they are not what was written. */
export const readHours = (
  { start, end }: Pick<ChunkKey, 'start' | 'end'>,
  packed: Uint8Array,
): Hours => ({
  start,
  end,
  hours: unpackHours(unpack(packed)),
});

/**
 * Chunks that were unpacked lately: who looks at a moment of the past looks at the next one, too. Of a
 * damaged one there are no readings. A chunk that changes gets more of them, or fewer: so its key tells.
 */
export function chunkCache({ attempt }: Pick<DamageBook, 'attempt'>) {
  const chunks = lately<Columns>(MOST_READINGS, ({ count }) => count);
  const parts = lately<Columns>(MOST_IN_PARTS, ({ count }) => count);
  const hours = lately<HourColumns>(MOST_HOURS, (columns) => columns.hours);
  return {
    unpacked(key: ChunkKey, body: Uint8Array): Columns {
      const text = textOf(key, body);
      const known = chunks.get(text) ?? attempt(key, () => chunks.keep(text, readBody(key, body)));
      return known ?? NO_COLUMNS;
    },
    /** The same for who looks at each chunk once. */
    once: (key: ChunkKey, body: Uint8Array): Columns =>
      attempt(key, () => readBody(key, body)) ?? NO_COLUMNS,
    /** Some readings of a chunk, with the last one at or before `at`. They drive out no whole chunks. */
    around(key: ChunkKey, body: Uint8Array, at: number): Columns {
      const text = textOf(key, body);
      const known = chunks.get(text) ?? parts.get(text);
      if (known !== undefined && known.at[0]! <= at && at < known.at[known.count - 1]!)
        return known;
      const read = () => parts.keep(text, unpackAround(unpack(body), at));
      return attempt(key, read) ?? NO_COLUMNS;
    },
    /** The statistics of a chunk, if they were unpacked lately; they have so many bytes. */
    knownHours: (key: ChunkKey, length: number): HourColumns | undefined =>
      hours.get(textOf(key, { length })),
    /** The statistics of a chunk; null: they are damaged. */
    hours(key: ChunkKey, blob: Uint8Array): HourColumns | null {
      const text = textOf(key, blob);
      const read = () => hours.keep(text, unpackHours(unpack(blob)));
      return hours.get(text) ?? attempt(key, read);
    },
  };
}

export type ChunkCache = ReturnType<typeof chunkCache>;

const textOf = ({ series, start, end, count }: ChunkKey, { length }: Pick<Uint8Array, 'length'>) =>
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
      const before = kept.get(key);
      if (before !== undefined) size -= sizeOf(before);
      kept.delete(key);
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
