import { setTimeout as delay } from 'node:timers/promises';
import type { Publish } from '../../domain/dialect/message.ts';
import type { Cursor } from '../db/history/batch.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Running } from '../role.ts';
import type { Collector } from './collector.ts';
import { commitClock } from './commit-clock.ts';
import { createNap } from './nap.ts';
import type { Write } from './writer.ts';

export const CURSOR_NAME = 'embedded';
const READ_LIMIT = 2_000;
/** So many readings are worth a commit. */
export const COMMIT_READINGS = 2_000;
/** Messages that come within this time are read together. */
const GATHER_MS = 50;
const POLL_MS = 1_000;

type Parts = {
  readonly journal: JournalReader;
  readonly cursor: Cursor | null;
  /** The ingest sequence goes on from here at least: the home may have had another broker meanwhile. */
  readonly leastSeq?: number;
  readonly collector: Collector;
  readonly write: Write;
  readonly publish: (message: Publish) => void;
  /** Tells the broker what has been stored, so that it can forget it. */
  readonly committed: (cursor: Cursor) => void;
  /** A journal that is another than the last time: what lay in the old one is gone. */
  readonly replaced: () => Promise<void>;
  /** How long a reading may wait for its commit. */
  readonly commitMs: number;
  readonly log: Log;
  readonly signal: AbortSignal;
};

export type Follower = Running & {
  /** Something has been added to the journal. */
  wake(): void;
  /** Stores all that is in the journal now; resolves when it is stored. */
  flush(): Promise<void>;
};

type Flush = { target: number; readonly done: () => void };

/**
 * Consumes the broker's journal: reads on from the cursor and folds at once; stores rows and cursor late,
 * in one transaction, so that each message is stored exactly once whatever is killed.
 */
export function followJournal(parts: Parts): Follower {
  const { journal, collector, write, log, signal } = parts;
  const clock = commitClock(parts.commitMs);
  const nap = createNap();
  const { leastSeq = 0 } = parts;
  let cursor = parts.cursor && {
    ...parts.cursor,
    base: Math.max(parts.cursor.base, leastSeq - parts.cursor.seq),
  };
  let storedSeq = cursor?.seq ?? 0;
  let flushes: Flush[] = [];
  let stopping = false;
  let woken = false;

  const pressing = () => stopping || flushes.length > 0;

  async function rest(): Promise<void> {
    if (!pressing() && !woken) await nap.take(Math.min(POLL_MS, clock.leftMs()), 'light');
    if (!pressing() && woken) await nap.take(GATHER_MS, 'deep');
    woken = false;
  }

  /** The cursor in the journal that is there now; null while there is none. */
  async function inThisJournal(): Promise<Cursor | null> {
    const epoch = journal.epoch();
    if (epoch === '') return null;
    if (cursor?.epoch === epoch) return cursor;
    if (cursor !== null) {
      log.warn('the broker has a new journal; what was not yet read of the old one is lost');
      if (somethingWaits()) await store();
      await parts.replaced();
    }
    storedSeq = 0;
    // The ingest sequence goes on where the old journal ended.
    const base = cursor === null ? leastSeq : cursor.base + cursor.seq;
    cursor = { name: CURSOR_NAME, epoch, seq: 0, base };
    return cursor;
  }

  /** One batch; true if the journal may hold more. */
  async function step(): Promise<boolean> {
    const from = await inThisJournal();
    for (const flush of flushes) flush.target = Math.min(flush.target, journal.head());
    const asked = [...flushes];
    const entries = from === null ? [] : journal.read(from.seq, READ_LIMIT);
    const publishes: Publish[] = [];
    for (const { seq, at, topic, payload, retain } of entries) {
      const seqOfAll = (from?.base ?? 0) + seq;
      if (!topic.startsWith('$'))
        publishes.push(...collector.fold({ topic, payload, retain, at, seq: seqOfAll }));
    }
    const last = entries.at(-1);
    if (from !== null && last !== undefined) cursor = { ...from, seq: last.seq };
    const more = entries.length === READ_LIMIT;
    const reached = asked.filter(({ target }) => !more || target <= (last?.seq ?? 0));
    if (somethingWaits()) {
      clock.noted(collector.isUrgent());
      if (isDue() || reached.length > 0 || stopping) await commit();
    }
    flushes = flushes.filter((flush) => !reached.includes(flush));
    for (const { done } of reached) done();
    for (const message of publishes) parts.publish(message);
    return more;
  }

  const somethingWaits = () => collector.hasNews() || (cursor !== null && cursor.seq > storedSeq);

  /** What was ignored is never worth a commit of its own. */
  const isDue = () => collector.readings() >= COMMIT_READINGS || clock.due();

  async function store(): Promise<void> {
    const now = Date.now();
    await write({ now, ...collector.drain(), ...(cursor === null ? {} : { cursor }) });
    clock.stored();
    storedSeq = cursor?.seq ?? 0;
  }

  async function commit(): Promise<void> {
    await store();
    if (cursor !== null) parts.committed(cursor);
  }

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        while (!stopping && (await step())) {
          // A long backlog must not starve timers and the connection.
          await new Promise(setImmediate);
        }
      } catch (error) {
        if (signal.aborted) return;
        log.error({ err: error }, 'the journal cannot be read; trying again');
        await delay(POLL_MS);
      }
      await rest();
    }
    try {
      await step();
    } finally {
      // Also when the journal cannot be read any more: what was read of it is stored.
      if (somethingWaits() && !signal.aborted) await commit();
    }
  }

  const finished = run().catch((error: unknown) => {
    if (!signal.aborted) log.error({ err: error }, 'the last batch was not stored');
  });
  return {
    wake() {
      woken = true;
      nap.rouse('light');
    },
    flush() {
      const stored = new Promise<void>((done) => flushes.push({ target: Infinity, done }));
      nap.rouse('deep');
      return stored;
    },
    async stop() {
      stopping = true;
      nap.rouse('deep');
      await finished;
    },
  };
}
