import { useSyncExternalStore } from 'react';
import { listeners } from '../store/listeners.ts';

/** What lies over any screen, one at a time: the palette, or the list of keys. */
export type Overlay = 'palette' | 'keys';

const changed = listeners<[]>();
let shown: Overlay | null = null;

/** Shows it in place of what was shown; null closes. */
export function showOverlay(overlay: Overlay | null): void {
  shown = overlay;
  changed.emit();
}

export const useOverlay = (): Overlay | null =>
  useSyncExternalStore(
    changed.add,
    () => shown,
    () => null,
  );
