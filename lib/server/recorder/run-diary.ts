import type { Database } from '../db/connection/client.ts';
import { runStore } from '../db/runs.ts';
import type { Log } from '../log.ts';

const BEAT_MS = 15_000;
/** A clock that is this far from where it should be has been set, and did not just drift. */
const CLOCK_JUMP_MS = 10_000;

export type Clocks = {
  /** Epoch ms; can be set, forwards and back. */
  readonly wall: () => number;
  /** Milliseconds that only go on. */
  readonly monotonic: () => number;
};

const CLOCKS: Clocks = { wall: Date.now, monotonic: () => performance.now() };

export type RunDiary = {
  /** Readings were stored, and with them that the recorder is alive: no heartbeat is needed. */
  stored(): void;
  /** What the broker held between `since` (epoch ms) and now is gone: the history has a gap there. */
  interrupted(since: number, note: string): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Keeps the heartbeat of this run in the database, where the web and the gaps of the history see it.
 * When the machine's clock is set, one run ends by the old clock and another begins by the new one: a
 * run from a wrong year would hide, or claim, years of absence.
 */
export async function keepDiary(
  db: Database,
  log: Log,
  { wall, monotonic }: Clocks = CLOCKS,
  beatMs = BEAT_MS,
): Promise<RunDiary> {
  const runs = runStore(db);
  let id = await runs.begin(wall());
  let last = { wall: wall(), monotonic: monotonic() };
  let busy: Promise<unknown> = Promise.resolve();
  let storedAt = -Infinity;

  /** What the time would be if nobody had set the clock; null: nobody has. */
  function jumped(): number | null {
    const expected = last.wall + (monotonic() - last.monotonic);
    last = { wall: wall(), monotonic: monotonic() };
    return Math.abs(last.wall - expected) > CLOCK_JUMP_MS ? Math.floor(expected) : null;
  }

  async function goOn(until: number, note: string): Promise<void> {
    await runs.end(id, until);
    id = await runs.begin(wall(), note);
  }

  const beat = () => {
    const until = jumped();
    if (until === null && monotonic() - storedAt < beatMs) return;
    busy = busy
      .then(() => (until === null ? runs.beat(id, wall()) : goOn(until, 'the clock was set')))
      .catch((error: unknown) => log.warn({ err: error }, 'the heartbeat was not stored'));
  };
  const timer = setInterval(beat, beatMs);
  return {
    stored() {
      storedAt = monotonic();
    },
    async interrupted(since, note) {
      busy = busy.then(() => goOn(since, note));
      await busy;
    },
    async stop() {
      clearInterval(timer);
      await busy;
      await runs.end(id, wall());
    },
  };
}
