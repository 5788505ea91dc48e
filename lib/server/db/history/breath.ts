import { setImmediate } from 'node:timers/promises';

/** Work at a stretch: connections and timers wait no longer than this. */
const STRETCH_MS = 15;

/** Lets the event loop have its turn when work has taken long enough; to be awaited between the pieces. */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < STRETCH_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
