'use client';

import { isMac } from '@/lib/browser/keys/press.ts';
import { keyWords } from '@/lib/browser/keys/words.ts';
import { showOverlay } from '@/lib/browser/page/overlay.ts';
import { usePreferences } from '@/lib/browser/page/preferences.ts';
import { Link } from '../ui/Link.tsx';
import { Sheet } from '../ui/Sheet.tsx';

/** What every key does (`?`). */
export function KeysList({ open }: { open: boolean }) {
  const { letterKeys } = usePreferences();
  const close = () => showOverlay(null);
  return (
    <Sheet open={open} onClose={close} title="Keys">
      <dl className="m-0">
        {keyWords(isMac() ? '⌘' : 'Ctrl')
          .filter(({ isLetter }) => letterKeys || !isLetter)
          .map(({ keys, words }) => (
            <div
              key={keys[0]}
              className="flex min-h-11 items-center justify-between gap-4 border-b border-line py-1.5"
            >
              <dt className="min-w-0 text-15 text-ink-2">{words}</dt>
              <dd className="m-0 flex shrink-0 flex-wrap justify-end gap-1.5">
                {keys.map((key) => (
                  <kbd
                    key={key}
                    className="rounded-lg border border-edge bg-surface px-2 py-0.5 font-sans text-13 font-medium whitespace-nowrap"
                  >
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
      <p className="mt-3 text-13 text-ink-2">
        {letterKeys
          ? 'Keys of a single letter can be switched off in '
          : 'Single letters are off: '}
        <Link
          href="/more/look"
          onClick={close}
          className="inline-flex min-h-11 items-center underline underline-offset-4"
        >
          Look
        </Link>
      </p>
    </Sheet>
  );
}
