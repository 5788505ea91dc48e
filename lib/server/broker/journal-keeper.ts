import { statfsSync } from 'node:fs';
import { z } from 'zod';
import { JOURNAL_TOPIC } from '../journal/topics.ts';
import type { Log } from '../log.ts';
import type { Refusals } from './refusals.ts';
import type { Store } from './store/store.ts';

const cursor = z.object({ epoch: z.string(), seq: z.number().int().nonnegative() });

const WAKE_MS = 10;
const CHECK_MS = 1_000;
const PRUNE_ROWS = 2_000;
const DISK_SHARE = 0.2;
/** However little of the disk is free, unless the disk itself is small. */
const FLOOR_BYTES = 64 << 20;
const SMALL_DISK_SHARE = 0.5;

type Parts = {
  readonly store: Store;
  readonly dataDir: string;
  readonly epoch: string;
  /** The oldest seq in the log. */
  readonly tail: number;
  readonly maxBytes: number;
  readonly refusals: Refusals;
  readonly log: Log;
  /** The newest seq on disk. */
  readonly head: () => number;
  readonly tell: (topic: string, payload: Uint8Array) => void;
};

/**
 * Looks after the journal: wakes the recorder when there is more, deletes what it has stored, and stops
 * taking acknowledged messages when the journal is as large as it may be because the recorder is away.
 */
export class JournalKeeper {
  readonly #parts: Parts;
  readonly #check: NodeJS.Timeout;
  #wake: NodeJS.Timeout | null = null;
  #told = 0;
  #tail: number;
  /** Rows up to here are stored by the recorder. */
  #stored = 0;
  #pruning = false;
  #usedBytes = 0;
  #limitBytes: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#tail = parts.tail;
    this.#limitBytes = parts.maxBytes;
    this.#check = setInterval(() => this.#review(), CHECK_MS).unref();
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  get limitBytes(): number {
    return this.#limitBytes;
  }

  /** After each commit. */
  committed(usedBytes: number): void {
    this.#usedBytes = usedBytes;
    if (usedBytes >= this.#limitBytes || this.#parts.store.journalFull) this.#review();
    this.#wake ??=
      this.#parts.head() > this.#told ? setTimeout(() => this.#tellHead(), WAKE_MS) : null;
    this.#prune();
  }

  /** The recorder's word on what it has; anything else is ignored. */
  cursor(payload: Uint8Array): void {
    const parsed = cursor.safeParse(parseJson(payload));
    if (!parsed.success) {
      this.#parts.log.warn('the recorder sent a malformed cursor');
      return;
    }
    if (parsed.data.epoch !== this.#parts.epoch) {
      this.#parts.log.warn('the recorder sent the cursor of another journal');
      return;
    }
    this.#stored = Math.max(this.#stored, parsed.data.seq);
    this.#prune();
  }

  stop(): void {
    clearInterval(this.#check);
    if (this.#wake !== null) clearTimeout(this.#wake);
  }

  #tellHead(): void {
    this.#wake = null;
    this.#told = this.#parts.head();
    this.#parts.tell(JOURNAL_TOPIC, Buffer.from(String(this.#told)));
  }

  /** In small steps that ride on commits. The newest row stays: the next start counts on from it. */
  #prune(): void {
    const last = Math.min(this.#stored, this.#parts.head() - 1);
    if (this.#pruning || this.#tail > last) return;
    const to = Math.min(last, this.#tail + PRUNE_ROWS - 1);
    this.#pruning = true;
    this.#parts.store.add({
      kind: 'state',
      operations: [['prune', this.#tail, to]],
      done: () => {
        this.#tail = to + 1;
        this.#pruning = false;
      },
    });
  }

  #review(): void {
    const { store, log, refusals } = this.#parts;
    this.#limitBytes = this.#affordable();
    store.dropUnwanted();
    if (!store.journalFull && this.#usedBytes >= this.#limitBytes) {
      refusals.count('journal-full');
      log.error(
        { usedBytes: this.#usedBytes, limitBytes: this.#limitBytes },
        'the journal is full: the recorder is away; no message is acknowledged until it is back',
      );
      store.journalFull = true;
    } else if (store.journalFull && this.#usedBytes < 0.95 * this.#limitBytes) {
      log.warn('the journal has room again');
      store.journalFull = false;
    }
  }

  /** A fifth of the disk space that it has or could have; the rest of a very small disk is for the history. */
  #affordable(): number {
    try {
      const { bavail, blocks, bsize } = statfsSync(this.#parts.dataDir);
      const share = DISK_SHARE * (bavail * bsize + this.#usedBytes);
      const floor = Math.min(FLOOR_BYTES, SMALL_DISK_SHARE * blocks * bsize);
      return Math.min(this.#parts.maxBytes, Math.max(share, floor));
    } catch {
      return this.#parts.maxBytes;
    }
  }
}

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}
