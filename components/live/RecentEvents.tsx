'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { fetchHistory } from '@/lib/browser/history/history-client.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { type Happening, mergeHappenings } from '@/lib/browser/store/happenings.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import { happeningProperty, happeningWords } from '@/lib/browser/words/event-words.ts';
import { formatMoment } from '@/lib/browser/words/format.ts';

type Props = { view: EntityView; now: number };

const WEEK_MS = 7 * 86_400_000;
const POINTS = 500;
const MOST = 20;

/** What happened lately, newest first: what was recorded, and what is heard while one looks. */
export function RecentEvents({ view, now }: Props) {
  const { store } = useRuntime();
  const property = happeningProperty(view);
  const [heard, setHeard] = useState<readonly Happening[]>([]);
  useEffect(
    () =>
      store.onUpdates((updates) => {
        const mine = updates.flatMap(({ entityId, property: name, value, at }) =>
          entityId === view.id && name === property && value !== null
            ? [{ at, what: String(value) }]
            : [],
        );
        if (mine.length > 0) setHeard((before) => [...mine, ...before].slice(0, MOST));
      }),
    [store, view.id, property],
  );
  const { data = [] } = useQuery({
    queryKey: ['happenings', view.id],
    queryFn: async ({ signal }) => {
      const to = Date.now();
      const range = { from: to - WEEK_MS, to, points: POINTS };
      const question = { entities: [view.id], property, as: 'readings' as const, ...range };
      const [series] = await fetchHistory(question, signal);
      return (series?.readings ?? []).flatMap(([at, value]) =>
        value === null ? [] : [{ at: Date.parse(at), what: String(value) }],
      );
    },
    retry: false,
  });
  const list = mergeHappenings(heard, data).slice(0, MOST);
  if (list.length === 0) return null;
  return (
    <section aria-label="Lately">
      <h3 className="mb-1 text-13 font-medium text-ink-2">Lately</h3>
      <ol className="divide-y divide-line">
        {list.map(({ at, what }) => (
          <li key={`${at} ${what}`} className="flex justify-between gap-3 py-2.5 text-15">
            <span className="min-w-0 break-words">{happeningWords(view, what)}</span>
            <time dateTime={new Date(at).toISOString()} className="num shrink-0 text-ink-3">
              {formatMoment(at, now)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
