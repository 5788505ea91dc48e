'use client';

import { type ComponentType, useEffect, useState } from 'react';
import { type Place, useLocation } from '@/lib/browser/page/use-location.ts';
import type { Runtime } from '@/lib/browser/store/runtime.ts';
import { RuntimeContext } from '@/lib/browser/store/use-home.ts';
import { Frame } from './Frame.tsx';

type Props = {
  /** The path the server was asked for. */
  path: string;
  nonce: string | undefined;
};

/** What is loaded after the frame has been painted. */
type Live = { runtime: Runtime; Inside: ComponentType<Place & { nonce: string | undefined }> };

/** The whole app: one page that changes its screens without asking the server. */
export function App({ path: served, nonce }: Props) {
  const place = useLocation(served);
  const [live, setLive] = useState<Live | null>(null);

  useEffect(() => {
    let stop = () => {};
    let gone = false;
    const parts = [import('@/lib/browser/store/runtime.ts'), import('./Inside.tsx')] as const;
    void Promise.all(parts).then(([{ createRuntime }, { Inside }]) => {
      if (gone) return;
      const runtime = createRuntime();
      stop = runtime.start();
      setLive({ runtime, Inside });
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);

  return (
    <RuntimeContext value={live?.runtime ?? null}>
      <Frame path={place.path}>
        {live ? <live.Inside {...place} nonce={nonce} /> : <div className="h-15" />}
      </Frame>
    </RuntimeContext>
  );
}
