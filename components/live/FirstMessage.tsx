'use client';

import { useEffect, useState } from 'react';
import { sameItems, useHome, useRuntime } from '@/lib/browser/store/use-home.ts';
import { EntityTile } from './EntityTile.tsx';
import { useWatchHome } from './use-watch-home.ts';

const MOST = 12;

/** Waits for what speaks up from now on, and shows it. */
export function FirstMessage() {
  useWatchHome();
  const { link } = useRuntime();
  const { store } = useRuntime();
  const [heard, setHeard] = useState<readonly string[]>([]);
  const [known] = useState(() => new Set(store.views().map(({ id }) => id)));
  const fresh = useHome(
    (views) => views.filter(({ id }) => !known.has(id)).map(({ id }) => id),
    sameItems,
  );

  useEffect(() => {
    // What the broker kept comes first and is no news; devices known before may be meant as well.
    return link.onMessage(({ topic, retain }) => {
      if (retain) return;
      setHeard((before) => {
        const ids = store
          .fedBy(topic)
          .map(({ id }) => id)
          .filter((id) => !before.includes(id));
        return ids.length === 0 ? before : [...before, ...ids].slice(0, MOST);
      });
    });
  }, [link, store]);

  const shown = [...new Set([...fresh, ...heard])].slice(0, MOST);
  return (
    <section aria-live="polite" className="rounded-tile border border-line p-4">
      {shown.length === 0 ? (
        <p className="flex items-center gap-3 text-15 text-ink-2">
          <span className="relative block h-0.5 w-10 overflow-hidden rounded-chip bg-inset">
            <span className="pending-line" />
          </span>
          Waiting for the first message
        </p>
      ) : (
        <>
          <p className="mb-3 text-15 font-medium">Heard it.</p>
          <div className="grid-tiles">
            {shown.map((id) => (
              <EntityTile key={id} id={id} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}
