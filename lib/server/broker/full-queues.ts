import type { FullQueue } from '../../api/full-queues.ts';
import type { Log } from '../log.ts';
import type { HeldBack } from './held-back.ts';
import type { Limits } from './limits.ts';
import type { Reason } from './refusals.ts';
import type { Session } from './session/session.ts';
import type { Sessions } from './session/sessions.ts';

type Parts = {
  readonly sessions: () => Sessions;
  readonly held: () => HeldBack;
  readonly limits: Limits;
  readonly log: Log;
  readonly drop: (session: Session, reason: Reason) => void;
};

const MINUTE_MS = 60_000;
/** Of more a person learns nothing more. */
const TOLD = 20;

/**
 * Sessions whose queue is full: others are held back for their sake, so it is said loudly, and not for ever.
 * Its owner has a while to come back; whoever is away for longer must not silence a home.
 */
export class FullQueues {
  readonly #parts: Parts;
  readonly #announced = new Set<Session>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A session has become full or is so no more, was ended, or wants less than before. */
  turned(session: Session): void {
    const { log, limits, sessions, held } = this.#parts;
    const fields = { client: session.id, bytes: session.room.bytes };
    if (sessions().full.has(session)) {
      // It may want less than before.
      held().review();
      if (this.#announced.has(session)) return;
      this.#announced.add(session);
      log.error(
        { ...fields, endsInMinutes: this.#leftMinutes(session), queueBytes: limits.queueBytes },
        'the queue of a client is full: messages for it are not acknowledged until it takes some; connect it, or revoke its access',
      );
      if (this.#stuckMs(session) > limits.fullMs) setImmediate(() => this.sweep(0));
    } else if (this.#announced.delete(session)) {
      if (sessions().get(session.id) === session) log.warn(fields, 'the queue has room again');
      held().review();
    }
  }

  /** `passedMs` since the last call. */
  sweep(passedMs: number): void {
    for (const session of [...this.#parts.sessions().full]) {
      session.room.stuckMs += passedMs;
      if (this.#stuckMs(session) > this.#parts.limits.fullMs)
        this.#parts.drop(session, 'full-queue-ended');
    }
  }

  /** Whose queues they are, while they are away. */
  *usernames(): IterableIterator<string> {
    for (const { connection, username } of this.#parts.sessions().full)
      if (connection === null) yield username;
  }

  /** Nobody can come back for these. */
  revoked(username: string): void {
    for (const session of [...this.#parts.sessions().full])
      if (session.username === username) this.#parts.drop(session, 'revoked');
  }

  list(): FullQueue[] {
    return [...this.#parts.sessions().full].slice(0, TOLD).map((session) => ({
      client: session.id,
      username: session.username,
      online: session.connection !== null,
      endsInMinutes: this.#leftMinutes(session),
    }));
  }

  #leftMinutes(session: Session): number {
    const leftMs = this.#parts.limits.fullMs - this.#stuckMs(session);
    return Math.max(0, Math.ceil(leftMs / MINUTE_MS));
  }

  /** One who was away long before the queue was full is given no more time. */
  #stuckMs({ connection, idleMs, room }: Session): number {
    return connection === null ? Math.max(idleMs, room.stuckMs) : room.stuckMs;
  }
}
