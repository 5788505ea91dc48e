import type { Worker } from 'node:worker_threads';
import type { Answer, Batch, Operation, Unit } from './operations.ts';
import { startWriter } from './start-writer.ts';

/** A change to make durable. */
export type Change = {
  readonly operations: readonly Operation[];
  readonly payload?: Uint8Array;
  /** Called once it is on disk, in the order of the changes. */
  readonly done?: () => void;
  /** Somebody waits for it; otherwise it may lag, to share a commit with others. */
  readonly urgent?: boolean;
  /** It may lag for longer, for the sake of SD cards: each commit writes whole pages. */
  readonly lazy?: boolean;
  /**
   * `publish`: held while the journal is full. `best-effort`: a message nobody is promised, dropped while
   * there is no space. `state`: always kept.
   */
  readonly kind: 'publish' | 'best-effort' | 'state';
  /** A `publish` whose client left before it could be stored is dropped: it was never acknowledged. */
  readonly wanted?: () => boolean;
  /** Called instead of `done` when the change was dropped. */
  readonly dropped?: () => void;
};

export type StoreEvents = {
  /** After each commit. */
  onCommit(usedBytes: number): void;
  /** The disk filled up (true), or has space again (false). */
  onDiskFull(full: boolean, code: string): void;
  /** Durability can no longer be had: the process must end. */
  onFatal(error: Error): void;
};

const BATCH_CHANGES = 5_000;
const BATCH_BYTES = 8 << 20;
const LAG_MS = 25;
const LAZY_MS = 1_000;
/** What is lazy must not pile up in memory. */
const LAZY_CHANGES = 1_000;
const LAZY_BYTES = 1 << 20;
const RETRY_MS = 1_000;

/**
 * Group commit: changes that come while a commit is under way share the next one, which starts as soon as
 * that has ended. A change somebody waits for starts one at the end of the current turn.
 */
export class Store {
  readonly #worker: Worker;
  readonly #events: StoreEvents;
  #pending: Change[] = [];
  #held: Change[] = [];
  #inFlight: Change[] = [];
  #pendingBytes = 0;
  #flushesAt = Infinity;
  #cancelFlush = (): void => {};
  #diskFull = false;
  /** Under way is only what gives room back: that it succeeds does not mean that there is space. */
  #makingRoom = false;
  #journalFull = false;
  #batches = 0;
  #idle: (() => void)[] = [];
  #closing = false;

  private constructor(worker: Worker, events: StoreEvents) {
    this.#worker = worker;
    this.#events = events;
    worker.on('message', (answer: Answer) => this.#answered(answer));
    worker.on('error', (error) => events.onFatal(error));
    worker.on('exit', () => {
      if (!this.#closing) events.onFatal(new Error('the writing thread ended'));
    });
  }

  /** Starts the writing thread; resolves when it can write. */
  static open(file: string, events: StoreEvents): Promise<Store> {
    const worker = startWriter(file);
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', () => {
        worker.removeListener('error', reject);
        resolve(new Store(worker, events));
      });
    });
  }

  get diskFull(): boolean {
    return this.#diskFull;
  }

  get journalFull(): boolean {
    return this.#journalFull;
  }

  /** Holds back (or lets go) publishes; everything else goes on, so that the journal can shrink. */
  set journalFull(full: boolean) {
    if (this.#journalFull === full) return;
    this.#journalFull = full;
    if (full) return;
    const held = this.#held;
    this.#held = [];
    for (const change of held) this.add(change);
  }

  add(change: Change): void {
    if (change.kind !== 'state' && this.#journalFull) {
      if (change.kind === 'publish') this.#held.push(change);
      else change.dropped?.();
      return;
    }
    if (change.kind === 'best-effort' && this.#diskFull) {
      change.dropped?.();
      return;
    }
    this.#pending.push(change);
    this.#pendingBytes += change.payload?.length ?? 0;
    this.#schedule(this.#lagMs(change));
  }

  /** Resolves when everything added so far is on disk, or at once if the disk is full. */
  flushed(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.push(resolve);
      this.#schedule(0);
      this.#settle();
    });
  }

  /** Drops publishes whose clients are gone; the others go on waiting for space. */
  dropUnwanted(): void {
    this.#held = keepWanted(this.#held);
    if (this.#diskFull) this.#setPending(keepWanted(this.#pending));
  }

  async close(): Promise<void> {
    await this.flushed();
    this.#closing = true;
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage('close');
    await exited;
  }

  #lagMs({ urgent, lazy }: Change): number {
    const many = this.#pending.length >= LAZY_CHANGES || this.#pendingBytes >= LAZY_BYTES;
    if (urgent === true || (lazy && many)) return 0;
    return lazy ? LAZY_MS : LAG_MS;
  }

  #schedule(lagMs: number): void {
    if (this.#inFlight.length > 0 || this.#diskFull || this.#closing) return;
    const at = performance.now() + lagMs;
    if (this.#flushesAt <= at) return;
    this.#unschedule();
    this.#flushesAt = at;
    if (lagMs === 0) {
      const immediate = setImmediate(() => this.#flush());
      this.#cancelFlush = () => clearImmediate(immediate);
    } else {
      const timer = setTimeout(() => this.#flush(), lagMs);
      this.#cancelFlush = () => clearTimeout(timer);
    }
  }

  #unschedule(): void {
    this.#cancelFlush();
    this.#cancelFlush = () => {};
    this.#flushesAt = Infinity;
  }

  #flush(most = BATCH_CHANGES): void {
    if (this.#closing) return;
    this.#unschedule();
    const changes: Change[] = [];
    let bytes = 0;
    for (const change of this.#pending) {
      if (changes.length >= most || bytes > BATCH_BYTES) break;
      changes.push(change);
      bytes += change.payload?.length ?? 0;
    }
    this.#setPending(this.#pending.slice(changes.length));
    this.#inFlight = changes;
    if (changes.length === 0) {
      this.#settle();
      return;
    }
    const batch = encode(++this.#batches, changes, bytes);
    this.#worker.postMessage(batch, [batch.bytes]);
  }

  #answered(answer: Answer): void {
    const changes = this.#inFlight;
    this.#inFlight = [];
    const madeRoom = this.#makingRoom;
    this.#makingRoom = false;
    switch (answer.kind) {
      case 'ready':
        return;
      case 'done':
        if (madeRoom) {
          for (const change of changes) change.done?.();
          this.#events.onCommit(answer.usedBytes);
          this.#tryForSpace();
          return;
        }
        if (this.#diskFull) {
          this.#diskFull = false;
          this.#events.onDiskFull(false, '');
        }
        // The next commit is written while the outcome of this one is told.
        this.#goOn();
        for (const change of changes) change.done?.();
        this.#events.onCommit(answer.usedBytes);
        this.#settle();
        return;
      case 'full':
        this.#retry(changes, answer.code);
        return;
      case 'fatal':
        this.#events.onFatal(new Error(`${answer.code}: ${answer.message}`));
    }
  }

  #setPending(changes: Change[]): void {
    this.#pending = changes;
    this.#pendingBytes = changes.reduce((sum, { payload }) => sum + (payload?.length ?? 0), 0);
  }

  #goOn(): void {
    let lagMs = Infinity;
    for (const change of this.#pending) {
      lagMs = Math.min(lagMs, this.#lagMs(change));
      if (lagMs === 0) break;
    }
    if (lagMs === 0) this.#flush();
    else if (lagMs < Infinity) this.#schedule(lagMs);
  }

  #retry(changes: Change[], code: string): void {
    if (!this.#diskFull) {
      this.#diskFull = true;
      this.#events.onDiskFull(true, code);
    }
    const kept = keepWanted([...changes, ...this.#pending]).filter((change) => {
      if (change.kind === 'best-effort') change.dropped?.();
      return change.kind !== 'best-effort';
    });
    this.#setPending(kept);
    this.#settle();
    setTimeout(() => {
      const waiting = keepWanted(this.#pending);
      // In one transaction with what needs room it would fail with that, for ever.
      const giving = waiting.filter(givesRoom);
      this.#makingRoom = giving.length > 0;
      this.#setPending([...giving, ...waiting.filter((change) => !givesRoom(change))]);
      if (this.#makingRoom) this.#flush(giving.length);
      else this.#tryForSpace();
    }, RETRY_MS).unref();
  }

  #tryForSpace(): void {
    // Writing is the only way to learn that there is space; an empty batch would prove nothing.
    if (this.#pending.length === 0) this.#pending.push(PROBE);
    this.#flush();
  }

  #settle(): void {
    const busy = this.#inFlight.length > 0 || this.#pending.length > 0;
    if (busy && !this.#diskFull) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }
}

const PROBE: Change = { kind: 'state', operations: [['probe']] };

const givesRoom = ({ operations }: Change): boolean =>
  operations.every(([kind]) => kind === 'prune');

function keepWanted(changes: readonly Change[]): Change[] {
  return changes.filter((change) => {
    const keep = change.kind !== 'publish' || (change.wanted?.() ?? true);
    if (!keep) change.dropped?.();
    return keep;
  });
}

function encode(id: number, changes: readonly Change[], size: number): Batch {
  const bytes = new ArrayBuffer(size);
  const view = new Uint8Array(bytes);
  let at = 0;
  const units: Unit[] = changes.map(({ operations, payload }) => {
    const length = payload?.length ?? 0;
    if (payload !== undefined) view.set(payload, at);
    at += length;
    return [operations, [at - length, length]];
  });
  return { id, units, bytes };
}
