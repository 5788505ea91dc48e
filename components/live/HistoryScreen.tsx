'use client';

import { useMemo } from 'react';
import { readHistoryPlace, shift, spanOf } from '@/lib/browser/history/history-range.ts';
import { navigateQuery } from '@/lib/browser/page/location.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useHome, useRuntime, useServerStatus } from '@/lib/browser/store/use-home.ts';
import { DownloadLink } from '../history/DownloadLink.tsx';
import { HistoryPanels } from '../history/HistoryPanels.tsx';
import { HistoryTable } from '../history/HistoryTable.tsx';
import { RangeBar } from '../history/RangeBar.tsx';
import { Empty } from '../ui/Empty.tsx';
import { HistoryPicker } from './HistoryPicker.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';
import { isCounter, useSeries } from './use-series.ts';
import { useWatchHome } from './use-watch-home.ts';

/** What a newcomer wants to see first: a temperature, else any figure. */
function firstChoice(views: readonly EntityView[]): string | null {
  const figures = views.filter(
    ({ entity, state }) =>
      entity.kind === 'sensor' && entity.category === null && typeof state.value === 'number',
  );
  const best = figures.find(({ entity }) => entity.deviceClass === 'temperature') ?? figures[0];
  return best?.id ?? null;
}

/** Any series over any range; all of it in the address. */
export function HistoryScreen({ query }: { query: URLSearchParams }) {
  useWatchHome();
  const place = useMemo(() => readHistoryPlace(query), [query]);
  const suggestion = useHome(firstChoice);
  const isOpen = !query.has('entity');
  const entities = useMemo(
    () => (isOpen && suggestion !== null ? [suggestion] : place.entities),
    [isOpen, place.entities, suggestion],
  );
  const { store } = useRuntime();
  const server = useServerStatus();
  const spanMs = spanOf(place.range);
  const counters = entities.filter((id) => isCounter(store.view(id)));
  const { data, error, isFetching } = useSeries({ entities, counters, spanMs, to: place.to });
  const missing = isFetching
    ? []
    : entities.filter((id) => data && !data.series.some(({ entity }) => entity === id));
  const viewOf = (id: string) => store.view(id);
  const go = (to: number | null) =>
    navigateQuery({ to: to === null ? null : new Date(to).toISOString() });
  // An empty name says that none is wanted; without any name one is suggested.
  const choose = (ids: readonly string[]) => navigateQuery({ entity: ids.length === 0 ? '' : ids });
  return (
    <>
      <ScreenHeader title="History" />
      <RangeBar
        place={place}
        onRange={(range) => navigateQuery({ range })}
        onShift={(steps) => go(shift(place, steps, Date.now()))}
        onView={(view) => navigateQuery({ view: view === 'chart' ? null : view })}
      />
      <HistoryPicker chosen={entities} onChange={choose} />
      {entities.length === 0 && !isOpen && <Empty sentence="No series is chosen." />}
      {entities.length === 0 && isOpen && (
        <Empty
          sentence="Nothing has been recorded yet."
          action={{ label: 'Add a device', href: '/more/add-device' }}
        />
      )}
      {(error || server === 'away') && !data && entities.length > 0 && (
        <p role="status" className="mt-10 text-center text-15 text-ink-2">
          {error?.message ?? 'History needs the server, which does not answer.'}
        </p>
      )}
      {missing.length > 0 && (
        <p role="status" className="mt-4 text-15 text-ink-2">
          Nothing is known of {missing.join(', ')}.
        </p>
      )}
      <div aria-busy={isFetching} className="mt-4">
        {data && place.view === 'chart' && <HistoryPanels data={data} viewOf={viewOf} />}
        {data && place.view === 'table' && <HistoryTable data={data} viewOf={viewOf} />}
        {data && (
          <div className="mt-2 flex justify-end">
            <DownloadLink entities={entities} from={data.from} to={data.to} />
          </div>
        )}
      </div>
    </>
  );
}
