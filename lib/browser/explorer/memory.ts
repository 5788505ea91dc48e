/** One message as the explorer keeps it. */
export type Heard = {
  /** Tells it from all others. */
  readonly id: number;
  /** Epoch ms of its arrival here. */
  readonly at: number;
  /** A copy of the payload; only its head where `size` is more than its length. */
  readonly payload: Uint8Array;
  /** Bytes of the payload as it came. */
  readonly size: number;
  /** It came because the broker kept it, so when it was said is not known. */
  readonly retained: boolean;
};

export type MemoryLimits = {
  /** Bytes of one payload that are kept. */
  readonly payloadBytes: number;
  /** What is kept of a payload that is larger, or that comes when memory is full. */
  readonly headBytes: number;
  /** Bytes of the newest payloads of all topics. */
  readonly newestBytes: number;
  /** Bytes and number of the payloads before those. */
  readonly pastBytes: number;
  readonly pastCount: number;
  /** Payloads of one topic, the newest among them. */
  readonly perTopic: number;
};

const MIB = 1 << 20;

export const MEMORY_LIMITS: MemoryLimits = {
  payloadBytes: MIB,
  headBytes: 512,
  newestBytes: 64 * MIB,
  pastBytes: 32 * MIB,
  pastCount: 50_000,
  perTopic: 20,
};

type Entry = Heard & { readonly key: number; gone: boolean };

/**
 * Keeps the last payloads of each topic (named by a number) within bounds: what is older goes first,
 * whoever said it, but the newest of a topic always stays, if only its head.
 */
export function createPayloadMemory(limits: MemoryLimits = MEMORY_LIMITS) {
  const newest: (Entry | undefined)[] = [];
  const past = new Map<number, Entry[]>();
  /** All past entries, the oldest first; those that are gone are swept out now and then. */
  let queue: Entry[] = [];
  let head = 0;
  let ids = 0;
  let newestBytes = 0;
  let pastBytes = 0;
  let pastCount = 0;

  function shift(list: Entry[]): void {
    const entry = list.shift();
    if (entry === undefined) return;
    entry.gone = true;
    pastBytes -= entry.payload.length;
    pastCount -= 1;
    if (list.length === 0) past.delete(entry.key);
  }

  function sweep(): void {
    if (queue.length < 2 * pastCount + 1_000) return;
    queue = queue.slice(head).filter(({ gone }) => !gone);
    head = 0;
  }

  function toPast(entry: Entry): void {
    const list = past.get(entry.key) ?? [];
    past.set(entry.key, list);
    list.push(entry);
    queue.push(entry);
    pastBytes += entry.payload.length;
    pastCount += 1;
    if (list.length >= limits.perTopic) shift(list);
    while (pastBytes > limits.pastBytes || pastCount > limits.pastCount) {
      const oldest = queue[head];
      if (oldest === undefined) break;
      head += 1;
      const owners = oldest.gone ? undefined : past.get(oldest.key);
      if (owners) shift(owners);
    }
    sweep();
  }

  return {
    /** Takes in a message; the payload is copied, for it may lie in a network buffer. */
    keep(key: number, payload: Uint8Array, at: number, retained: boolean): void {
      const before = newest[key];
      if (before) {
        newestBytes -= before.payload.length;
        toPast(before);
      }
      const size = payload.length;
      const fits = size <= limits.payloadBytes && newestBytes + size <= limits.newestBytes;
      // Not `slice`: on a Buffer that is a view of the whole network chunk.
      const copy = new Uint8Array(fits ? payload : payload.subarray(0, limits.headBytes));
      newestBytes += copy.length;
      ids += 1;
      newest[key] = { id: ids, key, at, payload: copy, size, retained, gone: false };
    },
    newest: (key: number): Heard | undefined => newest[key],
    /** The last payloads of a topic, the newest first. */
    history(key: number): readonly Heard[] {
      const last = newest[key];
      return last ? [last, ...(past.get(key) ?? []).toReversed()] : [];
    },
    /** For the tests: what is held. */
    held: () => ({ newestBytes, pastBytes, pastCount, queued: queue.length }),
  };
}
