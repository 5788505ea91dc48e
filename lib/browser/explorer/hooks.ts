import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createCredentialKeeper } from '../link/credential.ts';
import { connectMqtt } from '../link/mqtt-connect.ts';
import { createMqttLink } from '../link/mqtt-link.ts';
import { navigateQuery } from '../page/location.ts';
import { realTimers } from '../store/timers.ts';
import { createExplorer, type Explorer } from './explorer.ts';

/**
 * The explorer with a connection of its own, which lasts as long as the component: through the
 * page's connection all traffic would run into the home's store, and some of it come twice.
 */
export function useNewExplorer(): Explorer {
  const [{ explorer, link }] = useState(() => {
    const credentials = createCredentialKeeper({
      storage: window.localStorage,
      fetch: (path, init) => fetch(path, init),
      now: realTimers.now,
    });
    const link = createMqttLink({
      connect: connectMqtt,
      credentials,
      timers: realTimers,
      random: Math.random,
    });
    const schedule = (flush: () => void) => void requestAnimationFrame(flush);
    return { link, explorer: createExplorer({ link, timers: realTimers, schedule }) };
  });
  useEffect(() => {
    let stop = explorer.start();
    const wake = () => {
      if (document.visibilityState === 'visible') link.wake();
    };
    const hide = () => stop();
    const show = (event: PageTransitionEvent) => {
      if (event.persisted) stop = explorer.start();
    };
    window.addEventListener('online', wake);
    window.addEventListener('pagehide', hide);
    window.addEventListener('pageshow', show);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('online', wake);
      window.removeEventListener('pagehide', hide);
      window.removeEventListener('pageshow', show);
      document.removeEventListener('visibilitychange', wake);
      stop();
    };
  }, [explorer, link]);
  return explorer;
}

/** Draws the component again whenever the explorer has something new, once a frame at most. */
export const useExplorerVersion = (explorer: Explorer): number =>
  useSyncExternalStore(explorer.onChange, explorer.version);

/** A value that changes often, at most every `ms`: for what is costly to draw. */
export function useSlowly<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value);
  const lastAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + ms - Date.now());
    const id = setTimeout(() => {
      lastAt.current = Date.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(id);
  }, [value, ms]);
  return shown;
}

const WIDE = '(min-width: 1100px)';

/** Whether there is room for the tree and a topic side by side. */
export const useIsWide = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener('change', tell);
      return () => query.removeEventListener('change', tell);
    },
    () => window.matchMedia(WIDE).matches,
    () => false,
  );

/** Whether the step to the chosen topic is ours to take back. */
let chosenHere = false;

/** Chooses a topic: it stands in the address, so it can be kept, sent, and left by going back. */
export function chooseTopic(topic: string, replace: boolean): void {
  if (!replace) chosenHere = true;
  navigateQuery({ topic }, { replace });
}

/** Leaves the chosen topic: by a step back, or in place where the page was opened with it. */
export function leaveTopic(): void {
  if (chosenHere) window.history.back();
  else navigateQuery({ topic: null }, { replace: true });
  chosenHere = false;
}
