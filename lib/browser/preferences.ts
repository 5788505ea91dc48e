import { useSyncExternalStore } from 'react';
import { listeners } from './listeners.ts';

export const THEMES = ['system', 'light', 'dark', 'night'] as const;
export type Theme = (typeof THEMES)[number];

/** What this browser remembers of a person's taste. */
export type Preferences = {
  readonly theme: Theme;
  /** Whether a horizontal drag on a tile dims the lamp. */
  readonly dragToDim: boolean;
  readonly favourites: readonly string[];
};

const FALLBACK: Preferences = { theme: 'system', dragToDim: true, favourites: [] };
const THEME_KEY = 'inglenook.theme';
const KEY = 'inglenook.preferences';

const changed = listeners<[]>();
let known: Preferences | null = null;

function read(): Preferences {
  known ??= parse();
  return known;
}

function parse(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    const theme = localStorage.getItem(THEME_KEY);
    return {
      theme: THEMES.find((name) => name === theme) ?? FALLBACK.theme,
      dragToDim: stored.dragToDim !== false,
      favourites: Array.isArray(stored.favourites)
        ? stored.favourites.filter((id): id is string => typeof id === 'string')
        : [],
    };
  } catch {
    return FALLBACK;
  }
}

/** Changes some of them, here and at the next visit. */
export function setPreferences(change: Partial<Preferences>): void {
  known = { ...read(), ...change };
  try {
    const { theme, ...rest } = known;
    // On its own, for the script that sets it before the first paint.
    localStorage.setItem(THEME_KEY, theme);
    localStorage.setItem(KEY, JSON.stringify(rest));
  } catch {
    // It lasts as long as the page, then.
  }
  window.dispatchEvent(new Event('inglenook-theme'));
  changed.emit();
}

export const usePreferences = (): Preferences =>
  useSyncExternalStore(changed.add, read, () => FALLBACK);
