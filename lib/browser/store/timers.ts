/** Time as the live parts see it: passed in, so that tests need no fake globals. */
export type Timers = {
  /** Epoch ms. */
  now(): number;
  /** Runs `action` once after `ms`; returns what cancels it. */
  after(ms: number, action: () => void): () => void;
};

/** The platform's own clock and timers. */
export const realTimers: Timers = {
  now: () => Date.now(),
  after(ms, action) {
    const id = setTimeout(action, ms);
    return () => clearTimeout(id);
  },
};
