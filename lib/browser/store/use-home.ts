import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useSyncExternalStore,
} from 'react';
import type { LinkStatus } from '../link/mqtt-link.ts';
import type { EntityView } from './entity-view.ts';
import type { HomeInfo, HomeStore } from './home-store.ts';
import type { ServerStatus } from './home-sync.ts';
import type { Runtime } from './runtime.ts';

/** The page's one runtime. */
export const RuntimeContext = createContext<Runtime | null>(null);

/** The runtime, inside what is only drawn once there is one. */
export function useRuntime(): Runtime {
  const runtime = useContext(RuntimeContext);
  if (!runtime) throw new Error('Drawn outside of the runtime');
  return runtime;
}

/** One entity; drawn again only when that one changes. */
export function useEntity(id: string): EntityView | undefined {
  const { store } = useRuntime();
  const subscribe = useCallback((tell: () => void) => store.onEntity(id, tell), [store, id]);
  return useSyncExternalStore(subscribe, () => store.view(id));
}

/**
 * Something worked out from the whole home; drawn again only when `equal` says that it changed.
 * It runs once a frame while anything changes, so it should be quick.
 */
export function useHome<T>(
  select: (views: readonly EntityView[], store: HomeStore) => T,
  equal: (a: T, b: T) => boolean = Object.is,
): T {
  const { store } = useRuntime();
  const last = useRef<{ views: readonly EntityView[]; select: unknown; value: T } | null>(null);
  return useSyncExternalStore(store.onAny, () => {
    const views = store.views();
    const known = last.current;
    if (known && known.views === views && known.select === select) return known.value;
    const fresh = select(views, store);
    const value = known && equal(known.value, fresh) ? known.value : fresh;
    last.current = { views, select, value };
    return value;
  });
}

/** Equality for lists of ids and the like. */
export const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => Object.is(item, b[i]));

const readInfo = (_: readonly EntityView[], store: HomeStore): HomeInfo | null => store.info();

/** The home's name, its person and version; null before anything is known. */
export const useHomeInfo = (): HomeInfo | null => useHome(readInfo);

export function useLinkStatus(): LinkStatus {
  const { link } = useRuntime();
  return useSyncExternalStore(link.onStatus, link.status);
}

export function useServerStatus(): ServerStatus {
  const { sync } = useRuntime();
  return useSyncExternalStore(sync.onStatus, sync.status);
}

const readStructure = (_: readonly EntityView[], store: HomeStore) => store.structure();

/** Another number whenever entities came, went or changed what they are. */
export const useStructure = (): number => useHome(readStructure);

/** Hears these topics while the component is on screen. */
export function useWatch(filters: readonly string[]): void {
  const { link } = useRuntime();
  const key = filters.join('\n');
  useEffect(() => {
    if (key !== '') return link.watch(key.split('\n'));
  }, [link, key]);
}
