'use client';

import { setPreferences, THEMES, usePreferences } from '@/lib/browser/page/preferences.ts';
import { ScreenHeader } from './ScreenHeader.tsx';

const WORDS = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  night: 'Dark in the evening',
} as const;

/** Theme, gestures and keys of this browser. */
export function LookScreen() {
  const { theme, dragToDim, letterKeys } = usePreferences();
  return (
    <>
      <ScreenHeader title="Look" back="/more" />
      <fieldset className="rounded-tile border border-line bg-surface px-4 py-1 md:max-w-160">
        <legend className="sr-only">Theme</legend>
        {THEMES.map((name) => (
          <label key={name} className="flex min-h-12 items-center gap-3 text-15">
            <input
              type="radio"
              name="theme"
              value={name}
              checked={theme === name}
              onChange={() => setPreferences({ theme: name })}
              className="size-5 accent-[var(--ink)]"
            />
            {WORDS[name]}
          </label>
        ))}
      </fieldset>
      <label className="mt-4 flex min-h-14 items-center gap-3 rounded-tile border border-line bg-surface px-4 text-15 md:max-w-160">
        <input
          type="checkbox"
          checked={dragToDim}
          onChange={(event) => setPreferences({ dragToDim: event.target.checked })}
          className="size-5 accent-[var(--ink)]"
        />
        Drag along a lamp to dim it
      </label>
      <label className="mt-4 flex min-h-14 items-center gap-3 rounded-tile border border-line bg-surface px-4 py-2 text-15 md:max-w-160">
        <input
          type="checkbox"
          checked={letterKeys}
          onChange={(event) => setPreferences({ letterKeys: event.target.checked })}
          className="size-5 shrink-0 accent-[var(--ink)]"
        />
        <span>
          Keys of a single letter or sign
          <span className="block text-13 text-ink-3">
            {letterKeys
              ? 'Press ? for the list of them.'
              : 'Arrows, Space and Ctrl K go on working.'}
          </span>
        </span>
      </label>
    </>
  );
}
