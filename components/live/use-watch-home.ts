import { useMemo } from 'react';
import { DISCOVERY_FILTERS, watchList } from '@/lib/browser/link/watch-list.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useRuntime, useStructure, useWatch } from '@/lib/browser/store/use-home.ts';

const all = () => true;

/** Hears the entities of this screen, and new devices, while it is open. */
export function useWatchHome(belongs: (view: EntityView) => boolean = all): void {
  const { store } = useRuntime();
  const structure = useStructure();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list changes with the structure only
  const filters = useMemo(() => {
    const views = store.views().filter(belongs);
    return watchList(
      views.map(({ entity }) => entity),
      DISCOVERY_FILTERS,
    );
  }, [store, structure, belongs]);
  useWatch(filters);
}
