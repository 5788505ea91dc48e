import { type Fence, Fenced } from '../db/history/tail/fence.ts';
import type { HistoryStore } from '../db/history.ts';
import type { Log } from '../log.ts';
import { endOfDisk } from './end-of-disk.ts';
import { createWriter, type Write } from './writer.ts';

type Parts = {
  readonly history: HistoryStore;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/** A writer that ends the process when the disk fails to keep what it is given. */
export const durableWriter = ({ history, log, signal }: Parts): Write =>
  createWriter(history, log, signal, endOfDisk(log));

type FencedParts = {
  readonly write: Write;
  readonly fence: Fence;
  /** Told of each commit that moved the cursor. */
  readonly stored?: () => void;
  /** Somebody else has taken over; nothing was stored. */
  readonly fenced: () => void;
};

/** Stores under a fence: two recorders of one name would store everything twice. */
export const fencedWriter =
  ({ write, fence, stored, fenced }: FencedParts): Write =>
  async (batch) => {
    try {
      await write({ ...batch, fence });
      if (batch.cursor !== undefined) stored?.();
    } catch (error) {
      if (error instanceof Fenced) fenced();
      throw error;
    }
  };

/** The older one of two recorders ends, whatever it is doing. */
export function endReplaced(log: Log): never {
  log.error('another recorder of this home has started: this one ends');
  process.exit(1);
}
