import type { HomeSnapshot } from '../../api/home.ts';
import type { HomeStore } from './home-store.ts';
import { listeners } from './listeners.ts';
import { isSnapshot, type SnapshotCache } from './snapshot-cache.ts';
import type { Timers } from './timers.ts';

/** Whether the web server answers: history and settings need it, live values do not. */
export type ServerStatus = 'unknown' | 'ok' | 'away' | 'signed_out';

/** What asking the server for the home can come to. */
export type Fetched =
  | { readonly type: 'snapshot'; readonly snapshot: HomeSnapshot }
  | { readonly type: 'signed_out' }
  | { readonly type: 'unreachable' };

type Options = {
  readonly store: HomeStore;
  readonly cache: SnapshotCache;
  readonly fetchHome: () => Promise<Fetched>;
  readonly timers: Timers;
};

/** Several reasons to ask at once are one. */
const APART_MS = 1_000;
const KEEP_EVERY_MS = 30_000;

/** Keeps the store in step with the server, and the cache in step with the store. */
export function createHomeSync({ store, cache, fetchHome, timers }: Options) {
  const changed = listeners<[]>();
  let status: ServerStatus = 'unknown';
  let running: Promise<void> | null = null;
  let lastAt = Number.NEGATIVE_INFINITY;
  let cancelLater: (() => void) | null = null;
  let cancelKeep = () => {};

  function setStatus(next: ServerStatus): void {
    if (next === status) return;
    status = next;
    changed.emit();
  }

  async function ask(): Promise<void> {
    const fetched = await fetchHome();
    lastAt = timers.now();
    if (fetched.type === 'snapshot') {
      store.apply(fetched.snapshot, 'server');
      void keep();
      setStatus('ok');
    } else setStatus(fetched.type === 'signed_out' ? 'signed_out' : 'away');
  }

  async function keep(): Promise<void> {
    const snapshot = store.snapshot();
    if (snapshot) await cache.write(snapshot);
  }

  const sync = {
    status: () => status,
    onStatus: changed.add,

    /** Asks now, unless that is under way. */
    refresh(): Promise<void> {
      running ??= ask().finally(() => {
        running = null;
      });
      return running;
    },
    /** Asks unless it was done a moment ago. */
    refreshIfOld(): void {
      if (timers.now() - lastAt >= APART_MS) void sync.refresh();
    },
    /** Asks a little later, once for all who want it. */
    refreshSoon(ms = 2_000): void {
      cancelLater ??= timers.after(ms, () => {
        cancelLater = null;
        void sync.refresh();
      });
    },
    keep,

    /** Opens with what is kept, then asks the server. */
    start(): () => void {
      void cache.read().then((kept) => {
        if (kept && store.info() === null) store.apply(kept, 'cache');
      });
      void sync.refresh();
      const keepOn = () => {
        cancelKeep = timers.after(KEEP_EVERY_MS, () => {
          void keep();
          keepOn();
        });
      };
      keepOn();
      return () => {
        cancelKeep();
        cancelLater?.();
        cancelLater = null;
      };
    },
  };
  return sync;
}

export type HomeSync = ReturnType<typeof createHomeSync>;

const TIMEOUT_MS = 8_000;

/** `GET /api/v1/home` as a value. */
export async function fetchHome(): Promise<Fetched> {
  try {
    const response = await fetch('/api/v1/home', {
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 401 || response.status === 403) return { type: 'signed_out' };
    if (!response.ok) return { type: 'unreachable' };
    const body: unknown = await response.json();
    return isSnapshot(body) ? { type: 'snapshot', snapshot: body } : { type: 'unreachable' };
  } catch {
    return { type: 'unreachable' };
  }
}
