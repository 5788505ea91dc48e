import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until `probe` answers something other than undefined, null or false, and returns it.
 * A probe that throws is asked again. Fails after `withinMs` with what was last seen.
 */
export async function until<T>(
  probe: () => T | Promise<T>,
  { withinMs = 90_000, everyMs = 50, what = 'the condition' } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer !== undefined && answer !== null && answer !== false)
        return answer as Exclude<T, false | null | undefined>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`${what} did not come true within ${withinMs} ms; last: ${String(last)}`);
    }
    await delay(everyMs);
  }
}
