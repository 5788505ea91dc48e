import type { Publisher } from './intake.ts';
import type { Limits } from './limits.ts';
import type { Refusals } from './refusals.ts';
import { bytesOf } from './session/delivery.ts';
import type { Sessions } from './session/sessions.ts';
import type { QoS } from './store/load.ts';

/** A message that cannot be taken yet. */
export type Held = {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly publisher: Publisher;
  /** There is room: it is to be journalled now. */
  take(): void;
  /** Its publisher left; it was never acknowledged, so it comes again if it matters. */
  leave(): void;
};

/** So much more a full queue takes of the home's own words, so that a light can be switched meanwhile. */
const OWN_SHARE = 1 / 8;

/**
 * Messages for a session whose queue is full. They are refused in the one way MQTT 3.1.1 has, by no
 * acknowledgement, and stay here in memory, in their order by topic; all that is acknowledged reaches every
 * session. As soon as there is room they are taken without a new connection. What else a client says goes on,
 * though MQTT wants acknowledgements in the order of the messages [MQTT-4.6.0-2]: clients find theirs by
 * number, and a whole home must not fall silent for one queue. A client that is held back with too much is read
 * no further.
 */
export class HeldBack {
  readonly #lines = new Map<string, Held[]>();
  readonly #bytesOf = new Map<string, number>();
  readonly #sessions: Sessions;
  readonly #limits: Limits;
  readonly #refusals: Refusals;
  #bytes = 0;
  #planned = false;

  constructor(sessions: Sessions, limits: Limits, refusals: Refusals) {
    this.#sessions = sessions;
    this.#limits = limits;
    this.#refusals = refusals;
  }

  /** Whether a message has to wait: a queue it goes to is full, or others of its topic wait already. */
  mustWait(topic: string, qos: QoS, isOwn: boolean): boolean {
    if (qos === 0 || (this.#sessions.full.size === 0 && this.#lines.size === 0)) return false;
    return (!isOwn && this.#lines.has(topic)) || this.#isBlocked(topic, isOwn);
  }

  hold(held: Held): void {
    this.#refusals.count('queue-full');
    const line = this.#lines.get(held.topic);
    if (line === undefined) this.#lines.set(held.topic, [held]);
    else line.push(held);
    const own = this.#count(held, 1);
    const { heldBytes, heldBytesPerClient } = this.#limits;
    if (own <= heldBytesPerClient && this.#bytes <= heldBytes) held.publisher.readOn();
  }

  /** Soon takes what can be taken, and forgets those who left. */
  review(): void {
    if (this.#planned || this.#lines.size === 0) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      for (const [topic, line] of this.#lines) this.#reviewLine(topic, line);
    });
  }

  #reviewLine(topic: string, line: readonly Held[]): void {
    const here = line.filter((held) => held.publisher.present());
    let taken = 0;
    for (const held of here) {
      if (this.#isBlocked(topic, false)) break;
      taken++;
      held.take();
    }
    const rest = here.slice(taken);
    if (rest.length > 0) this.#lines.set(topic, rest);
    else this.#lines.delete(topic);
    const gone = line.filter((held) => !here.includes(held));
    for (const held of [...gone, ...here.slice(0, taken)]) this.#count(held, -1);
    for (const held of gone) held.leave();
  }

  #isBlocked(topic: string, isOwn: boolean): boolean {
    if (this.#sessions.full.size === 0) return false;
    const most = this.#limits.queueBytes * (1 + OWN_SHARE);
    for (const session of this.#sessions.durableSubscribers(topic).keys())
      if (session.room.full && (!isOwn || session.room.bytes >= most)) return true;
    return false;
  }

  /** Gives what is held of the client now. */
  #count({ topic, payload, publisher }: Held, by: 1 | -1): number {
    const bytes = by * bytesOf({ topic, payload });
    const own = (this.#bytesOf.get(publisher.clientId) ?? 0) + bytes;
    this.#bytes += bytes;
    if (own > 0) this.#bytesOf.set(publisher.clientId, own);
    else this.#bytesOf.delete(publisher.clientId);
    return own;
  }
}
