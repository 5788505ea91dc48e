import type { Health } from '../../api/health.ts';
import { HEARTBEAT_LIMIT_MS, type RecorderRun } from '../db/runs.ts';

type Parts = {
  readonly version: string;
  readonly connected: () => boolean;
  /** The recorder's newest run; null: it never ran. Rejects if the database does not answer. */
  readonly newestRun: () => Promise<RecorderRun | null>;
};

/** A database that takes longer does not answer. */
const DATABASE_MS = 2_000;

export type HealthDesk = ReturnType<typeof createHealthDesk>;

/** Asks the parts of the product how they are. */
export function createHealthDesk(parts: Parts, now: () => number = Date.now) {
  return async (): Promise<Health> => {
    const run = await within(DATABASE_MS, parts.newestRun());
    const database = run.ok ? 'ok' : 'unavailable';
    const recorder = run.ok && isAlive(run.value, now()) ? 'ok' : 'unavailable';
    const broker = parts.connected() ? 'ok' : 'unavailable';
    const good = database === 'ok' && recorder === 'ok' && broker === 'ok';
    return { status: good ? 'ok' : 'degraded', broker, recorder, database, version: parts.version };
  };
}

const isAlive = (run: RecorderRun | null, at: number): boolean =>
  run !== null && run.endedAt === null && at - run.aliveAt < HEARTBEAT_LIMIT_MS;

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

async function within<T>(ms: number, work: Promise<T>): Promise<Outcome<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<T>>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false }), ms);
  });
  const done = work.then(
    (value): Outcome<T> => ({ ok: true, value }),
    (): Outcome<T> => ({ ok: false }),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
