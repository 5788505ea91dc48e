'use client';

import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useServerStatus } from '@/lib/browser/store/use-home.ts';
import { LazyLineChart } from '../history/LazyLineChart.tsx';
import { SeriesStats } from '../history/SeriesStats.tsx';
import { StripChart } from '../history/StripChart.tsx';
import { seriesColour } from '../history/series-colour.ts';
import { spanWords } from '../history/span-words.ts';
import { Link } from '../ui/Link.tsx';
import { isCounter, useSeries } from './use-series.ts';

const DAY_MS = 86_400_000;
const HEIGHT = 180;

/** The last 24 hours of an entity in its sheet. */
export function Recent({ view }: { view: EntityView }) {
  const server = useServerStatus();
  const counters = isCounter(view) ? [view.id] : [];
  const { data, error } = useSeries({
    entities: [view.id],
    counters,
    spanMs: DAY_MS,
    to: null,
  });
  const series = data?.series[0];
  const colour = seriesColour(0);
  return (
    <section className="mt-3 border-t border-line pt-4" aria-label="Last 24 hours">
      <div className="flex min-h-11 items-center justify-between">
        <h3 className="text-15 font-medium">Last 24 hours</h3>
        <Link
          href={`/history?entity=${encodeURIComponent(view.id)}`}
          className="inline-flex min-h-11 items-center text-13 text-ink-2 underline underline-offset-4"
        >
          History
        </Link>
      </div>
      {series && data ? (
        <>
          {series.kind === 'line' || series.kind === 'bars' ? (
            <LazyLineChart
              drawn={[{ series, name: view.title, colour }]}
              from={data.from}
              to={data.to}
              height={HEIGHT}
            />
          ) : (
            <StripChart
              series={series}
              colour={colour}
              from={data.from}
              to={data.to}
              words={(value) => spanWords(view, value)}
            />
          )}
          <div className="mt-2 min-h-5">
            <SeriesStats series={series} />
          </div>
        </>
      ) : (
        <p className="grid h-20 place-items-center text-13 text-ink-3">
          {server === 'away'
            ? 'History needs the server, which does not answer.'
            : error || data
              ? 'Nothing has been recorded yet.'
              : ' '}
        </p>
      )}
    </section>
  );
}
