import { useSyncExternalStore } from 'react';
import { listeners } from './listeners.ts';

const EVERY_MS = 10_000;
const ticks = listeners<[]>();
let now = Date.now();
let users = 0;
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(tell: () => void): () => void {
  const remove = ticks.add(tell);
  users += 1;
  timer ??= setInterval(() => {
    now = Date.now();
    ticks.emit();
  }, EVERY_MS);
  return () => {
    remove();
    users -= 1;
    if (users > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time, epoch ms, renewed every ten seconds: for ages and the like. One timer serves all. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => {
      // After a pause without users, or asleep, the last tick is long ago.
      const fresh = Date.now();
      if (fresh - now >= EVERY_MS) now = fresh;
      return now;
    },
    () => 0,
  );
}
