import type { Log } from '../log.ts';

/** The disk has failed to keep what it was given: only a new start, which reads what is really there, can be trusted. */
export const endOfDisk =
  (log: Log) =>
  (error: unknown): never => {
    log.error({ err: error }, 'the disk fails to keep what is written: the recorder ends');
    process.exit(1);
  };
