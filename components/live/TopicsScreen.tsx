'use client';

import { useCallback } from 'react';
import { send } from '@/lib/browser/api-client.ts';
import type { Draft } from '@/lib/browser/explorer/publish.ts';
import type { NamedEntity } from '@/lib/browser/explorer/why.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import { isSecret } from '@/lib/browser/words/words.ts';
import { Explorer } from '../explorer/Explorer.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';

/** Through the server: a page may not say everything itself (announcements of devices). */
const publish = async (draft: Draft): Promise<void> => {
  await send('POST', '/mqtt/messages', draft);
};

/** Everything the broker carries, and what this home makes of it. */
export function TopicsScreen({ query }: { query: URLSearchParams }) {
  const { store } = useRuntime();
  const find = useCallback(
    (id: string): NamedEntity | undefined => {
      const view = store.view(id);
      if (!view) return undefined;
      const { entity, fullName } = view;
      return {
        name: fullName,
        dialect: entity.source.dialect,
        unit: entity.unit,
        secret: isSecret(entity),
      };
    },
    [store],
  );
  return (
    <>
      <ScreenHeader title="Topics" back="/more" />
      <Explorer topic={query.get('topic')} explain={store.explain} find={find} send={publish} />
    </>
  );
}
