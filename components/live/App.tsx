'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Runtime } from '@/lib/browser/runtime.ts';
import { RuntimeContext } from '@/lib/browser/use-home.ts';
import { useLocation } from '@/lib/browser/use-location.ts';
import { ConnectionBar } from './ConnectionDot.tsx';
import { EntitySheet } from './EntitySheet.tsx';
import { Frame } from './Frame.tsx';
import { Screen } from './Screen.tsx';
import { UpdatePrompt } from './UpdatePrompt.tsx';

type Props = {
  /** The path the server was asked for. */
  path: string;
  nonce: string | undefined;
};

const client = new QueryClient({
  // The broker may be near while the internet is away, so "offline" is no reason not to ask.
  defaultOptions: { queries: { networkMode: 'always', retry: 1, refetchOnWindowFocus: true } },
});

/** The whole app: one page that changes its screens without asking the server. */
export function App({ path: served, nonce }: Props) {
  const { path, query } = useLocation(served);
  const [runtime, setRuntime] = useState<Runtime | null>(null);

  useEffect(() => {
    let stop = () => {};
    let gone = false;
    // The frame is painted first; everything that lives comes after it.
    void import('@/lib/browser/runtime.ts').then(({ createRuntime }) => {
      if (gone) return;
      const fresh = createRuntime();
      stop = fresh.start();
      setRuntime(fresh);
    });
    return () => {
      gone = true;
      stop();
    };
  }, []);

  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={client}>
        <RuntimeContext value={runtime}>
          <Frame path={path}>
            {runtime ? (
              <>
                <ConnectionBar />
                <Screen path={path} query={query} />
                <EntitySheet id={query.get('sheet')} />
                <UpdatePrompt />
              </>
            ) : (
              <div className="h-15" />
            )}
          </Frame>
        </RuntimeContext>
      </QueryClientProvider>
    </CSPProvider>
  );
}
