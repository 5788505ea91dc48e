import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 20;
/** Waited before another attempt, more each time and by chance, so that two do not meet again. */
const WAIT_MS = 10;

/** The chunks were not as they had to be: another process has changed them. What was planned must be planned anew. */
export class ChunksChanged extends Error {
  override name = 'ChunksChanged';
}

/** Does what was planned anew, as often as another process has changed the chunks meanwhile. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ChunksChanged) || attempt === ATTEMPTS) throw error;
    }
    await delay(WAIT_MS * attempt * Math.random());
  }
}
