import type { HomeSnapshot } from '../../api/home.ts';

/** Where the last known home is kept, so that the page opens while the server is away. */
export type SnapshotCache = {
  read(): Promise<HomeSnapshot | null>;
  write(snapshot: HomeSnapshot): Promise<void>;
  clear(): Promise<void>;
};

const DATABASE = 'inglenook';
const STORE = 'home';
const KEY = 'snapshot';

/** Keeps it in IndexedDB. Without one (private windows) it forgets, and says nothing. */
export function createSnapshotCache(): SnapshotCache {
  async function run<T>(
    mode: IDBTransactionMode,
    act: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | null> {
    try {
      const database = await open();
      try {
        return await done(act(database.transaction(STORE, mode).objectStore(STORE)));
      } finally {
        database.close();
      }
    } catch {
      return null;
    }
  }

  return {
    async read() {
      const found = await run('readonly', (store) => store.get(KEY));
      return isSnapshot(found) ? found : null;
    },
    async write(snapshot) {
      await run('readwrite', (store) => store.put(snapshot, KEY));
    },
    async clear() {
      await run('readwrite', (store) => store.delete(KEY));
    },
  };
}

/** A light check: what is kept may come from an older version of the app. */
export function isSnapshot(value: unknown): value is HomeSnapshot {
  if (typeof value !== 'object' || value === null) return false;
  const { home, devices, entities, statuses, now } = value as Record<string, unknown>;
  return (
    typeof home === 'object' &&
    home !== null &&
    Array.isArray(devices) &&
    Array.isArray(entities) &&
    typeof statuses === 'object' &&
    statuses !== null &&
    typeof now === 'number'
  );
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}
