/** No broker lets fewer wait: RabbitMQ 10, Mosquitto 20, by default. */
const ASSUMED = 8;
const SHARE = 0.75;
/** A broker whose window is full sends the next ones so soon after an acknowledgement. */
const BACKLOG_MS = 20;
/** So long without a delivery, with some unanswered, may mean that the window is full. */
const LEARNING_QUIET_MS = 250;
const QUIET_MS = 1_000;

/** So many at once are no chance. */
const BACKLOG = 2;

export type AckBudget = {
  /** So many deliveries are unanswered now, the one that has just come included. */
  delivered(unanswered: number): void;
  /** A commit begins, with so many deliveries unanswered. */
  cut(unanswered: number): void;
  /** It has ended, and its acknowledgements went out. */
  released(): void;
  /** How long a commit may wait at most, ms, with so many acknowledgements held; Infinity: for ever. */
  leftMs(held: number): number;
  /** A new connection may have another window. */
  reset(): void;
};

/**
 * Learns how many deliveries a broker sends before it waits for acknowledgements, which it does not tell.
 * A pause in the deliveries is a sign that it waits; that it did shows when more come at once after the
 * acknowledgements. From then on they go out before the window is full, so that the broker never waits.
 */
export function ackBudget(now: () => number = () => performance.now()): AckBudget {
  let most = ASSUMED;
  let sure = false;
  let lastAt = -Infinity;
  /** A commit after a pause: how many were unanswered, when that ended, how many have come since. */
  let trial: { readonly unanswered: number; endedAt: number | null; came: number } | null = null;
  const quietMs = () => (sure ? QUIET_MS : LEARNING_QUIET_MS);
  return {
    delivered(unanswered) {
      lastAt = now();
      if (unanswered > most) {
        most = unanswered;
        sure = false;
      }
      if (trial === null || trial.endedAt === null) return;
      if (lastAt - trial.endedAt > BACKLOG_MS) trial = null;
      else if (++trial.came >= BACKLOG) {
        most = trial.unanswered;
        sure = true;
        trial = null;
      }
    },
    cut(unanswered) {
      const paused = now() - lastAt >= quietMs() && unanswered >= SHARE * ASSUMED;
      trial = paused ? { unanswered, endedAt: null, came: 0 } : null;
    },
    released() {
      if (trial !== null) trial.endedAt = now();
    },
    leftMs(held) {
      if (sure && held >= SHARE * most) return 0;
      if (held < SHARE * ASSUMED) return Infinity;
      return Math.max(0, lastAt + quietMs() - now());
    },
    reset() {
      most = ASSUMED;
      sure = false;
      trial = null;
    },
  };
}
