import { everythingSaid } from './errors.ts';

/**
 * The disk could not make data durable. What the system still holds in memory may then pass for stored
 * without being so, and asking once more would be answered with yes: only a new start, which reads what
 * really is on the disk, can be trusted.
 */
export const isDiskFailure = (error: unknown): boolean =>
  /SQLITE_IOERR_(DIR_)?FSYNC/.test(everythingSaid(error));
