import type { Log } from '../log.ts';

const QUIET_MS = 60_000;
const REMEMBERED = 1_000;

export type Complaints = (key: string, fields: object, message: string) => void;

/** Logs each complaint at most once a minute, so that a client which tries for ever fills no disk. */
export function createComplaints(log: Log): Complaints {
  const last = new Map<string, number>();
  return (key, fields, message) => {
    const now = performance.now();
    if (now - (last.get(key) ?? -Infinity) < QUIET_MS) return;
    if (last.size >= REMEMBERED) last.clear();
    last.set(key, now);
    log.warn(fields, message);
  };
}
