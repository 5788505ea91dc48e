import { DAMAGE_ADVICE, type Damage } from './db/history/chunks/damage.ts';
import type { Log } from './log.ts';

/** Says what is damaged, and what to do. */
export const damageLog =
  (log: Log) =>
  ({ what, error }: Damage): void =>
    log.error({ what, err: error }, DAMAGE_ADVICE);
