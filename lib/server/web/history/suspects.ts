import type { SuspectQuery, SuspectsOut } from '../../../api/corrections.ts';
import { formatTime } from '../../../api/values.ts';
import { corrected } from '../../../domain/history/corrections.ts';
import {
  createSpikeFinder,
  SPIKE_NEIGHBOURS,
  type Suspect,
} from '../../../domain/history/spikes.ts';
import type { HistoryStore } from '../../db/history.ts';
import { badCursor, decodeCursor, encodeCursor } from '../http/page.ts';
import type { HistoryDesk } from './history.ts';
import { shownUnit } from './series.ts';

type Parts = { readonly history: HistoryStore; readonly desk: Pick<HistoryDesk, 'seriesOf'> };

const DEFAULT_LIMIT = 100;

export type SuspectDesk = ReturnType<typeof createSuspectDesk>;

/** Which readings may be wrong; those that somebody corrected are not asked about again. */
export function createSuspectDesk({ history, desk }: Parts, now: () => number = Date.now) {
  return async (id: string, query: SuspectQuery): Promise<SuspectsOut> => {
    const { limit = DEFAULT_LIMIT, cursor, ...range } = query;
    const after = cursor === undefined ? null : placeOf(cursor);
    const series = await desk.seriesOf(id, { ...range, unit: undefined, original: undefined });
    const { property, span, corrections } = series;
    // Readings are judged by their neighbours, also by those outside the range.
    const begin = Math.max(span.from, after?.at ?? span.from);
    const [from = begin] = await history.timesBefore(id, property, begin, SPIKE_NEIGHBOURS);
    const later = { from: span.to, to: Math.max(span.to, now()) + 1 };
    const beyond = await history.raw(id, property, later, { limit: SPIKE_NEIGHBOURS });
    const to = (beyond.readings.at(-1)?.at ?? span.to - 1) + 1;

    // What was taken out is not looked at, but still counts among the readings of its moment.
    const fixes = corrections.map((one) => ({ ...one, value: one.value ?? Number.NaN }));
    const isAsked = ({ at, nth }: Suspect) =>
      at >= span.from &&
      at < span.to &&
      (after === null || at > after.at || (at === after.at && nth > after.nth)) &&
      !corrections.some((one) => one.at === at && one.nth === nth);
    const finder = createSpikeFinder();
    const found: Suspect[] = [];
    const stretches = history.columns(id, property, { from, to });
    for await (const columns of corrected(stretches, fixes)) {
      found.push(...finder.add(columns).filter(isAsked));
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      entity: id,
      property,
      unit: shownUnit(series),
      from: formatTime(span.from),
      to: formatTime(span.to),
      suspects: page.map(({ at, ...suspect }) => ({ time: formatTime(at), ...suspect })),
      nextCursor: found.length > limit && last ? encodeCursor(`${last.at} ${last.nth}`) : null,
    };
  };
}

function placeOf(cursor: string): { readonly at: number; readonly nth: number } {
  const match = /^(-?\d{1,16}) (\d{1,7})$/.exec(decodeCursor(cursor));
  if (!match) throw badCursor();
  return { at: Number(match[1]), nth: Number(match[2]) };
}
