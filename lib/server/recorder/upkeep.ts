import { isDiskFailure } from '../db/connection/disk-failure.ts';
import { everythingSaid } from '../db/connection/errors.ts';
import type { Count } from '../db/history/batch.ts';
import { NOT_PACKED } from '../db/history/chunks/fold.ts';
import type { HistoryStore } from '../db/history.ts';
import type { Log } from '../log.ts';
import type { Running } from '../role.ts';
import { endOfDisk } from './end-of-disk.ts';

/** Whether the tail is to be folded is looked at this often. */
const FOLD_MS = 5_000;
/** After a failure it is not tried again for so long: to plan a fold is work. */
const PAUSE_MS = 30_000;

type FoldParts = {
  readonly history: Pick<HistoryStore, 'fold' | 'addCounts'>;
  readonly log: Log;
  readonly onDiskFailure?: (error: unknown) => void;
  readonly lookMs?: number;
  readonly pauseMs?: number;
};

/**
 * Moves what has gathered in the tail into chunks, one pass at a time. Where the disk is full, readings go on
 * coming in as long as there is room for them; a disk that fails to keep what it is given is the end.
 */
export function keepFolded(parts: FoldParts): Running {
  const { history, log, lookMs = FOLD_MS, pauseMs = PAUSE_MS } = parts;
  const { onDiskFailure = endOfDisk(log) } = parts;
  let busy: Promise<void> | null = null;
  let notBefore = -Infinity;
  /** Failures that are not counted yet: on a full disk that fails, too. */
  let failures: Count[] = [];

  async function fold(): Promise<void> {
    if (performance.now() < notBefore) return;
    try {
      await history.fold({ now: Date.now() });
    } catch (error) {
      if (isDiskFailure(error)) return onDiskFailure(error);
      notBefore = performance.now() + pauseMs;
      const detail = everythingSaid(error).slice(0, 200);
      failures.push({ name: NOT_PACKED, by: 1, at: Date.now(), detail });
      log.warn({ err: error }, 'readings are stored but not packed; trying again');
    }
    if (failures.length > 0) {
      const counted = await history.addCounts(failures).catch(() => false);
      if (counted !== false) failures = [];
    }
  }

  const timer = setInterval(() => {
    busy ??= fold().finally(() => {
      busy = null;
    });
  }, lookMs);
  return {
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}

/** What the first version stored as rows is packed before anything new comes; the broker keeps it meanwhile. */
export async function adoptRows(history: HistoryStore, log: Log): Promise<void> {
  const since = performance.now();
  const readings = await history.adoptRows();
  if (readings === 0) return;
  log.info({ readings, ms: Math.round(performance.now() - since) }, 'older readings are packed');
}
