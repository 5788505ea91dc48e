import { useMemo } from 'react';
import { bridgesOf } from '@/lib/browser/devices/bridges.ts';
import { useRuntime, useStructure } from '@/lib/browser/store/use-home.ts';

/** The base topics of the Zigbee2MQTT bridges of the home. */
export function useBridges(): readonly string[] {
  const { store } = useRuntime();
  const structure = useStructure();
  // biome-ignore lint/correctness/useExhaustiveDependencies: bridges come and go with the structure
  return useMemo(() => bridgesOf(store.all()), [store, structure]);
}
