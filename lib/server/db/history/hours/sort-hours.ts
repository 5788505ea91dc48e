import { type Columns, indexAt } from '../../../../domain/history/columns.ts';
import type { Slot } from '../chunks/slot.ts';
import { HOUR_MS } from './hours.ts';
import type { HourStatistic } from './put-hours.ts';

export type Groups = ReadonlyMap<number, HourStatistic[]>;

/** Readings in one chunk that are so far apart are parted to take in hours between them. */
const HOLE_MS = 24 * HOUR_MS;

/**
 * Which hours lie in no chunk, by the number of the one that follows, and which among the readings of one, by
 * its number. Those of which statistics are kept already are none of these.
 */
export function sortHours(given: readonly HourStatistic[], slots: readonly Slot[]) {
  const between = new Map<number, HourStatistic[]>();
  const among = new Map<number, HourStatistic[]>();
  let next = 0;
  for (const hour of given) {
    while (next < slots.length && slots[next]!.end < hour.start) next++;
    const slot = slots[next];
    if (slot === undefined || slot.start >= hour.start + HOUR_MS) add(between, next, hour);
    else if (!slot.gone) add(among, next, hour);
  }
  return { between, among };
}

/** Hours that lie where readings are far apart, by the index of the reading that follows. */
export function hoursInHoles(given: readonly HourStatistic[], columns: Columns): Groups {
  const holes = new Map<number, HourStatistic[]>();
  for (const hour of given) {
    const next = indexAt(columns, hour.start);
    if (next === 0 || next === columns.count) continue;
    const [before, after] = [columns.at[next - 1]!, columns.at[next]!];
    if (after - before >= HOLE_MS && hour.start + HOUR_MS <= after) add(holes, next, hour);
  }
  return holes;
}

function add(to: Map<number, HourStatistic[]>, key: number, hour: HourStatistic): void {
  const own = to.get(key);
  if (own === undefined) to.set(key, [hour]);
  else own.push(hour);
}
