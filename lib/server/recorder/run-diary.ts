import type { Database } from '../db/client.ts';
import { runStore } from '../db/runs.ts';
import type { Log } from '../log.ts';

const BEAT_MS = 15_000;

export type RunDiary = {
  /** Readings were stored, and with them that the recorder is alive: no heartbeat is needed. */
  stored(): void;
  /** What the broker held between `since` (epoch ms) and now is gone: the history has a gap there. */
  interrupted(since: number, note: string): Promise<void>;
  stop(): Promise<void>;
};

/** Keeps the heartbeat of this run in the database, where the web and the gaps of the history see it. */
export async function keepDiary(db: Database, log: Log): Promise<RunDiary> {
  const runs = runStore(db);
  let id = await runs.begin(Date.now());
  let busy: Promise<unknown> = Promise.resolve();
  let storedAt = -Infinity;
  const beat = () => {
    if (performance.now() - storedAt < BEAT_MS) return;
    busy = busy
      .then(() => runs.beat(id, Date.now()))
      .catch((error: unknown) => log.warn({ err: error }, 'the heartbeat was not stored'));
  };
  const timer = setInterval(beat, BEAT_MS);
  return {
    stored() {
      storedAt = performance.now();
    },
    async interrupted(since, note) {
      busy = busy.then(async () => {
        await runs.end(id, since);
        id = await runs.begin(Date.now(), note);
      });
      await busy;
    },
    async stop() {
      clearInterval(timer);
      await busy;
      await runs.end(id, Date.now());
    },
  };
}
