import { useMemo } from 'react';
import { DISCOVERY_FILTERS, watchList } from '@/lib/browser/link/watch-list.ts';
import { useRuntime, useStructure, useWatch } from '@/lib/browser/store/use-home.ts';

/** Hears these entities, and what new devices say of themselves, while the component is on screen. */
export function useLiveEntities(ids: readonly string[]): void {
  const { store } = useRuntime();
  const structure = useStructure();
  const key = ids.join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what they listen to changes with the structure
  const filters = useMemo(() => {
    const views = key === '' ? [] : key.split('\n').flatMap((id) => store.view(id) ?? []);
    return watchList(
      views.map(({ entity }) => entity),
      DISCOVERY_FILTERS,
    );
  }, [store, structure, key]);
  useWatch(filters);
}
