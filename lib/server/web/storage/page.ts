import type { StorageSort, StoredSeriesOut } from '../../../api/storage.ts';
import { badCursor, decodeCursor, encodeCursor, type Page } from '../http/page.ts';

/** What decides a place in the list: the figure or the name it is sorted by, then whose it is. */
type Place = readonly [sort: StorageSort, value: number | string, key: string];

const VALUE: Readonly<Record<StorageSort, (series: StoredSeriesOut) => number | string>> = {
  bytes: ({ bytes }) => bytes,
  readings: ({ readings }) => readings,
  rate: ({ readingsPerDay }) => readingsPerDay,
  name: ({ name }) => name.toLowerCase(),
};

/**
 * One page of the series: the largest first, names from the first letter. The cursor says where the page
 * before ended by what it is sorted by, so the walk goes on although figures change meanwhile.
 * @throws Problem if the cursor is none of this order
 */
export function storagePage(
  series: readonly StoredSeriesOut[],
  sort: StorageSort,
  limit: number,
  cursor: string | undefined,
): Page<StoredSeriesOut> {
  const placed = series
    .map((one): { one: StoredSeriesOut; place: Place } => ({
      one,
      place: [sort, VALUE[sort](one), `${one.entity}\n${one.property}`],
    }))
    .sort((a, b) => compare(a.place, b.place));
  const after = cursor === undefined ? null : readPlace(cursor, sort);
  const rest = after === null ? placed : placed.filter(({ place }) => compare(place, after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const more = rest.length > page.length && last !== undefined;
  return {
    items: page.map(({ one }) => one),
    nextCursor: more ? encodeCursor(JSON.stringify(last.place)) : null,
  };
}

function compare([, a, keyA]: Place, [, b, keyB]: Place): number {
  if (typeof a === 'number' && typeof b === 'number' && a !== b) return b - a;
  if (typeof a === 'string' && typeof b === 'string' && a !== b) return a < b ? -1 : 1;
  return keyA === keyB ? 0 : keyA < keyB ? -1 : 1;
}

function readPlace(cursor: string, wanted: StorageSort): Place {
  let place: unknown;
  try {
    place = JSON.parse(decodeCursor(cursor));
  } catch {
    throw badCursor();
  }
  if (!Array.isArray(place) || place.length !== 3) throw badCursor();
  const [sort, value, key] = place as unknown[];
  const isFit = typeof value === (wanted === 'name' ? 'string' : 'number');
  if (sort !== wanted || !isFit || typeof key !== 'string') throw badCursor();
  return [wanted, value as number | string, key];
}
