'use client';

import { useEffect, useState } from 'react';
import { keepLoaded, registerWorker } from '@/lib/browser/page/register-worker.ts';
import { useHomeInfo } from '@/lib/browser/store/use-home.ts';
import { Button } from '../ui/Button.tsx';
import { loadOverlays } from './overlays.ts';
import { loadScreens } from './Screen.tsx';

/** When the page has come to rest. */
const REST_MS = 4_000;

/** Keeps the app installed, and offers a new version once it is there. Nothing is forced. */
export function UpdatePrompt() {
  const [reload, setReload] = useState<(() => void) | null>(null);
  const version = useHomeInfo()?.version ?? null;
  const [loaded, setLoaded] = useState<string | null>(null);
  if (loaded === null && version !== null) setLoaded(version);

  useEffect(() => registerWorker((apply) => setReload(() => apply)), []);
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production') return;
    const timer = setTimeout(() => {
      Promise.all([loadScreens(), loadOverlays()])
        .then(keepLoaded)
        .catch(() => {
          // The server is away: what was kept before has to do.
        });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, []);

  const isNew = loaded !== null && version !== null && loaded !== version;
  if (!reload && !isNew) return null;
  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-[calc(72px+env(safe-area-inset-bottom))] z-30 mx-auto flex max-w-96 items-center gap-3 rounded-control bg-ink ps-4 text-bg md:bottom-6"
    >
      <span className="flex-1 text-15">New version</span>
      <Button
        look="quiet"
        className="text-bg! hover:text-bg!"
        onClick={reload ?? (() => window.location.reload())}
      >
        Reload
      </Button>
    </div>
  );
}
