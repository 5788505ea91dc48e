'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Place } from '@/lib/browser/page/use-location.ts';
import { ConnectionBar } from './ConnectionDot.tsx';
import { EntitySheet } from './EntitySheet.tsx';
import { Gestures } from './Gestures.tsx';
import { Screen } from './Screen.tsx';
import { UpdatePrompt } from './UpdatePrompt.tsx';

type Props = Place & { nonce: string | undefined };

const client = new QueryClient({
  // The broker may be near while the internet is away, so "offline" is no reason not to ask.
  defaultOptions: { queries: { networkMode: 'always', retry: 1, refetchOnWindowFocus: true } },
});

/** What lives inside the frame. */
export function Inside({ path, query, nonce }: Props) {
  return (
    <CSPProvider nonce={nonce}>
      <QueryClientProvider client={client}>
        <ConnectionBar />
        <Screen path={path} query={query} />
        <EntitySheet id={query.get('sheet')} />
        <Gestures />
        <UpdatePrompt />
      </QueryClientProvider>
    </CSPProvider>
  );
}
