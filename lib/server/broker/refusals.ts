/** Why the broker turned something away. The words end up in `$SYS/inglenook/refused/<reason>`. */
export const REASONS = [
  'origin',
  'too-many-connections',
  'packet-too-large',
  'malformed-packet',
  'invalid-text',
  'invalid-topic',
  'invalid-filter',
  'topic-too-long',
  'mqtt-5',
  'protocol-version',
  'client-id',
  'client-id-in-use',
  'bad-credentials',
  'authenticator-unavailable',
  'revoked',
  'publish-not-allowed',
  'subscribe-not-allowed',
  'will-not-allowed',
  'too-many-topics',
  'too-many-subscriptions',
  'too-many-retained',
  'receive-window',
  'slow-subscriber',
  'queue-full',
  'queue-full-qos-0',
  'full-queue-ended',
  'session-expired',
  'journal-full',
  'disk-full',
  'not-journalled',
] as const;

export type Reason = (typeof REASONS)[number];

/** Counts what was turned away since the start. Nothing is dropped without passing here. */
export class Refusals {
  readonly #counts = new Map<Reason, number>();

  count(reason: Reason, by = 1): void {
    this.#counts.set(reason, this.of(reason) + by);
  }

  of(reason: Reason): number {
    return this.#counts.get(reason) ?? 0;
  }

  entries(): IterableIterator<[Reason, number]> {
    return this.#counts.entries();
  }
}
