import { useSyncExternalStore } from 'react';
import { listeners } from '../store/listeners.ts';

export const THEMES = ['system', 'light', 'dark', 'night'] as const;
export type Theme = (typeof THEMES)[number];

/** What this browser remembers of a person's taste. */
export type Preferences = {
  readonly theme: Theme;
  /** Whether a horizontal drag on a tile dims the lamp. */
  readonly dragToDim: boolean;
  readonly favourites: readonly string[];
  /** Entities that ask before they are turned off: a freezer, a server. */
  readonly critical: readonly string[];
  /** Whether keys without a modifier do something: `[`, `z`, `?`, … */
  readonly letterKeys: boolean;
};

const FALLBACK: Preferences = {
  theme: 'system',
  dragToDim: true,
  favourites: [],
  critical: [],
  letterKeys: true,
};
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
      favourites: ids(stored.favourites),
      critical: ids(stored.critical),
      letterKeys: stored.letterKeys !== false,
    };
  } catch {
    return FALLBACK;
  }
}

const ids = (stored: unknown): readonly string[] =>
  Array.isArray(stored) ? stored.filter((id): id is string => typeof id === 'string') : [];

/** A list of ids with one more, or without it. */
export const withId = (list: readonly string[], id: string, isIn: boolean): readonly string[] =>
  isIn ? [...list.filter((one) => one !== id), id] : list.filter((one) => one !== id);

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

/** As they are now, for what is not drawn. */
export const getPreferences = read;

export const usePreferences = (): Preferences =>
  useSyncExternalStore(changed.add, read, () => FALLBACK);
