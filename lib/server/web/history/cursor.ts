import { RESOLUTIONS, type Resolution } from '../../../domain/history/resolution.ts';
import type { Place } from '../../db/history/read/readings.ts';
import { badCursor, decodeCursor, encodeCursor } from '../http/page.ts';

/** Where the next page of a series begins, and in what shape it goes on. */
export type HistoryPlace =
  | { readonly type: 'raw'; readonly after: Place }
  | { readonly type: 'buckets'; readonly resolution: Resolution; readonly from: number };

export const writeHistoryCursor = (place: HistoryPlace): string =>
  encodeCursor(
    place.type === 'raw'
      ? `raw ${place.after.at} ${place.after.nth}`
      : `${place.resolution} ${place.from}`,
  );

/** @throws Problem if the text is no cursor of ours. */
export function readHistoryCursor(cursor: string): HistoryPlace {
  const place = placeOf(decodeCursor(cursor).split(' '));
  // Anything that was not written just so was made up, as the minus third reading of a moment is.
  if (place === null || writeHistoryCursor(place) !== cursor) throw badCursor();
  return place;
}

function placeOf([shape, first, second]: readonly string[]): HistoryPlace | null {
  const [at, nth] = [Number(first), Number(second)];
  if (!Number.isSafeInteger(at)) return null;
  if (shape === 'raw')
    return Number.isSafeInteger(nth) && nth > 0 ? { type: 'raw', after: { at, nth } } : null;
  const resolution = RESOLUTIONS.find((one) => one === shape);
  return resolution === undefined ? null : { type: 'buckets', resolution, from: at };
}
