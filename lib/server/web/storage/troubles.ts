import type { TroubleOut } from '../../../api/storage.ts';
import { formatTime } from '../../../api/values.ts';
import type { Counter } from '../../db/counters.ts';
import { DAMAGED } from '../../db/history/chunks/damage.ts';
import { NOT_PACKED } from '../../db/history/chunks/fold.ts';

const TROUBLES: ReadonlyMap<string, TroubleOut['type']> = new Map([
  [DAMAGED, 'damaged'],
  [NOT_PACKED, 'not_packed'],
]);

/** What the disk did not do as it should, by the counters of it. */
export const troublesOf = (counters: readonly Counter[]): TroubleOut[] =>
  counters.flatMap(({ name, count, lastAt, detail }) => {
    const type = TROUBLES.get(name);
    return type === undefined ? [] : { type, count, lastAt: formatTime(lastAt), detail };
  });
