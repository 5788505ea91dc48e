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
  const [shape, first, second] = decodeCursor(cursor).split(' ');
  const at = Number(first);
  if (!Number.isSafeInteger(at)) throw badCursor();
  if (shape === 'raw') {
    const nth = Number(second);
    if (!Number.isSafeInteger(nth)) throw badCursor();
    return { type: 'raw', after: { at, nth } };
  }
  const resolution = RESOLUTIONS.find((one) => one === shape);
  if (resolution === undefined) throw badCursor();
  return { type: 'buckets', resolution, from: at };
}
