import { setTimeout as delay } from 'node:timers/promises';
import type { Publish } from '../../domain/dialect/message.ts';
import type { Cursor } from '../db/batch.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Running } from '../role.ts';
import type { Collector } from './collector.ts';
import type { Write } from './writer.ts';

export const CURSOR_NAME = 'embedded';
const READ_LIMIT = 2_000;
/** Messages that come within this time share a commit; a reading is visible soon after. */
const GATHER_MS = 50;
const POLL_MS = 1_000;
/** When only the cursor has moved, a commit can wait this long, for the sake of SD cards. */
const IDLE_COMMIT_MS = 10_000;
const IDLE_COMMIT_MESSAGES = 5_000;

type Parts = {
  readonly journal: JournalReader;
  readonly cursor: Cursor | null;
  readonly collector: Collector;
  readonly write: Write;
  readonly publish: (message: Publish) => void;
  /** Tells the broker what has been stored, so that it can forget it. */
  readonly committed: (cursor: Cursor) => void;
  /** A journal that is another than the last time: what lay in the old one is gone. */
  readonly replaced: () => Promise<void>;
  readonly log: Log;
  readonly signal: AbortSignal;
};

export type Follower = Running & {
  /** Something has been added to the journal. */
  wake(): void;
};

/**
 * Consumes the broker's journal: reads on from the cursor, folds, and stores rows and cursor in one
 * transaction, so that each message is stored exactly once whatever is killed.
 */
export function followJournal(parts: Parts): Follower {
  const { journal, collector, write, log, signal } = parts;
  let cursor = parts.cursor;
  let storedSeq = cursor?.seq ?? 0;
  let storedAt = performance.now();
  let stopping = false;
  let awake: () => void = () => {};
  let woken = false;

  const wake = () => {
    woken = true;
    awake();
  };

  async function sleep(): Promise<void> {
    if (!woken && !stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        awake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (woken && !stopping) await delay(GATHER_MS);
    }
    woken = false;
  }

  /** The cursor in the journal that is there now; null while there is none. */
  async function inThisJournal(): Promise<Cursor | null> {
    const epoch = journal.epoch();
    if (epoch === '') return null;
    if (cursor?.epoch === epoch) return cursor;
    if (cursor !== null) {
      log.warn('the broker has a new journal; what was not yet read of the old one is lost');
      await parts.replaced();
    }
    storedSeq = 0;
    // The ingest sequence goes on where the old journal ended.
    cursor = { name: CURSOR_NAME, epoch, seq: 0, base: (cursor?.base ?? 0) + (cursor?.seq ?? 0) };
    return cursor;
  }

  /** One batch; true if the journal may hold more. */
  async function step(): Promise<boolean> {
    const from = await inThisJournal();
    const entries = from === null ? [] : journal.read(from.seq, READ_LIMIT);
    const publishes: Publish[] = [];
    for (const { seq, at, topic, payload, retain } of entries) {
      const seqOfAll = (from?.base ?? 0) + seq;
      if (!topic.startsWith('$'))
        publishes.push(...collector.fold({ topic, payload, retain, at, seq: seqOfAll }));
    }
    const last = entries.at(-1);
    if (from !== null && last !== undefined) cursor = { ...from, seq: last.seq };
    if (isDue()) await commit();
    for (const message of publishes) parts.publish(message);
    return entries.length === READ_LIMIT;
  }

  const isDue = () =>
    collector.hasNews() ||
    (cursor !== null &&
      cursor.seq > storedSeq &&
      (stopping ||
        cursor.seq - storedSeq > IDLE_COMMIT_MESSAGES ||
        performance.now() - storedAt > IDLE_COMMIT_MS));

  async function commit(): Promise<void> {
    const now = Date.now();
    await write({ now, ...collector.drain(), ...(cursor === null ? {} : { cursor }) });
    storedAt = performance.now();
    if (cursor === null) return;
    storedSeq = cursor.seq;
    parts.committed(cursor);
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
      await sleep();
    }
    await step();
  }

  const finished = run().catch((error: unknown) => {
    if (!signal.aborted) log.error({ err: error }, 'the last batch was not stored');
  });
  return {
    wake,
    async stop() {
      stopping = true;
      wake();
      await finished;
    },
  };
}
