import type { Health } from '../../api/health.ts';

type Parts = {
  readonly version: string;
  readonly connected: () => boolean;
  /** When a recorder last said that it is alive, epoch ms; null: never. Rejects without a database. */
  readonly recorderAliveAt: () => Promise<number | null>;
};

/** A recorder that was silent for longer is not there. */
const RECORDER_SILENT_MS = 90_000;
/** A database that takes longer does not answer. */
const DATABASE_MS = 2_000;

export type HealthDesk = ReturnType<typeof createHealthDesk>;

/** Asks the parts of the product how they are. */
export function createHealthDesk(parts: Parts, now: () => number = Date.now) {
  return async (): Promise<Health> => {
    const alive = await within(DATABASE_MS, parts.recorderAliveAt());
    const database = alive.ok ? 'ok' : 'unavailable';
    const heard = alive.ok && alive.value !== null && now() - alive.value < RECORDER_SILENT_MS;
    const recorder = heard ? 'ok' : 'unavailable';
    const broker = parts.connected() ? 'ok' : 'unavailable';
    const good = database === 'ok' && recorder === 'ok' && broker === 'ok';
    return { status: good ? 'ok' : 'degraded', broker, recorder, database, version: parts.version };
  };
}

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
