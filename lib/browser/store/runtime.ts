import { DIALECTS } from '../../domain/dialect/dialects.ts';
import { createHome } from '../../domain/entity/create-home.ts';
import { createCredentialKeeper } from '../link/credential.ts';
import { connectMqtt } from '../link/mqtt-connect.ts';
import { createMqttLink } from '../link/mqtt-link.ts';
import { forgetShell } from '../page/register-worker.ts';
import { createCommandDesk } from './command-desk.ts';
import { createFrameKeeper } from './frame-keeper.ts';
import { createHomeStore } from './home-store.ts';
import { createHomeSync, fetchHome } from './home-sync.ts';
import { createSnapshotCache } from './snapshot-cache.ts';
import { realTimers } from './timers.ts';

const TICK_MS = 1_000;

/** The live part of the page: store, link and commands, wired to the browser. */
export function createRuntime() {
  const home = createHome(DIALECTS);
  const credentials = createCredentialKeeper({
    storage: window.localStorage,
    fetch: (path, init) => fetch(path, init),
    now: realTimers.now,
  });
  const store = createHomeStore({
    home,
    schedule: (flush) => void requestAnimationFrame(flush),
    now: realTimers.now,
  });
  const cache = createSnapshotCache();
  const link = createMqttLink({
    connect: connectMqtt,
    credentials,
    timers: realTimers,
    random: Math.random,
  });
  const sync = createHomeSync({ store, cache, fetchHome, timers: realTimers });
  const desk = createCommandDesk({ encode: home.encode, store, link, timers: realTimers });
  const frames = createFrameKeeper(link, store);

  /** Forgets everything that belongs to the person who was signed in. */
  async function forget(): Promise<void> {
    credentials.forget();
    await Promise.all([cache.clear(), forgetShell()]);
  }

  async function leave(): Promise<void> {
    await forget();
    window.location.assign('/login');
  }

  function start(): () => void {
    const stops: (() => void)[] = [];
    const on = (target: EventTarget, type: string, act: (event: Event) => void) => {
      target.addEventListener(type, act);
      stops.push(() => target.removeEventListener(type, act));
    };
    const wake = () => {
      link.wake();
      sync.refreshIfOld();
    };

    stops.push(
      frames.start(),
      link.onMessage((message) => {
        const { defined } = store.take(message);
        // New here: the server knows the name it was given, and whether it is hidden.
        if (defined.some((id) => !store.listed(id))) sync.refreshSoon();
      }),
      link.onStatus((status) => {
        document.documentElement.dataset.connection = status.phase;
        if (status.phase === 'connected') store.forgetHeard();
        if (status.phase === 'signed_out') void leave();
      }),
      link.onReady(sync.refreshIfOld),
      sync.onStatus(() => {
        if (sync.status() === 'signed_out') void leave();
      }),
    );
    on(window, 'online', wake);
    on(document, 'visibilitychange', () => {
      if (document.visibilityState === 'visible') wake();
      else void sync.keep();
    });
    let hangUp = link.start();
    on(window, 'pagehide', () => hangUp());
    on(window, 'pageshow', (event) => {
      if ((event as PageTransitionEvent).persisted) hangUp = link.start();
    });
    const ticker = setInterval(() => {
      if (document.visibilityState === 'visible') store.tick();
    }, TICK_MS);
    stops.push(
      sync.start(),
      () => clearInterval(ticker),
      () => hangUp(),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }

  return { store, link, sync, desk, frames, start, forget };
}

export type Runtime = ReturnType<typeof createRuntime>;
