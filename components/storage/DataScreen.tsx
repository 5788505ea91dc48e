'use client';

import { useNow } from '@/lib/browser/store/use-now.ts';
import { formatClock } from '@/lib/browser/words/format.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import { EntityList } from './EntityList.tsx';
import { Figures } from './Figures.tsx';
import { GrowthChart } from './GrowthChart.tsx';
import { Incoming } from './Incoming.tsx';
import { KeepSheet } from './KeepSheet.tsx';
import { LastGaps } from './LastGaps.tsx';
import { LongWork } from './LongWork.tsx';
import { Policies } from './Policies.tsx';
import { Troubles } from './Troubles.tsx';
import { useNameOf, usePolicies, useStorage } from './use-data.ts';

/** What is stored, how it grows, what came in, what was missed, and how long it is kept. */
export function DataScreen({ query }: { query: URLSearchParams }) {
  const { data, error, refetch, isFetching } = useStorage();
  const { data: policies = [] } = usePolicies();
  const nameOf = useNameOf(data);
  const now = useNow();
  return (
    <>
      <ScreenHeader title="Data" back="/more" />
      {!data && !error && <Waiting />}
      {!data && error && (
        <div role="alert" className="rounded-tile border border-line bg-surface px-4 py-5">
          <p className="text-15">{error.message}</p>
          <Button className="mt-3" disabled={isFetching} onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      )}
      {data && (
        <>
          {error && (
            <p role="status" className="mb-3 text-13 text-warn">
              As of {formatClock(Date.parse(data.at))}. {error.message}
            </p>
          )}
          <Troubles troubles={data.troubles} now={now} />
          <LongWork work={data.work} nameOf={nameOf} />
          <Figures data={data} />
          <div className="mt-2.5 grid items-start gap-x-8 gap-y-7 xl:mt-7 xl:grid-cols-[minmax(0,1fr)_24rem]">
            <div className="flex min-w-0 flex-col gap-7 xl:order-2">
              {data.totals.readings > 0 && <GrowthChart data={data} />}
              <Policies policies={policies} nameOf={nameOf} />
              <Incoming data={data} now={now} />
              <LastGaps gaps={data.gaps} nameOf={nameOf} now={now} />
            </div>
            <div className="min-w-0 xl:order-1">
              {data.series.length === 0 ? (
                <Empty
                  sentence="Nothing is stored yet: a history begins with the first reading."
                  action={{ label: 'Add a device', href: '/more/add-device' }}
                />
              ) : (
                <EntityList series={data.series} nameOf={nameOf} />
              )}
            </div>
          </div>
          <KeepSheet opened={query.get('keep')} data={data} policies={policies} nameOf={nameOf} />
        </>
      )}
    </>
  );
}

/** What is coming has roughly this shape. */
function Waiting() {
  return (
    <div aria-hidden="true" className="grid grid-cols-2 gap-2.5 lg:grid-cols-4">
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="skeleton h-28 rounded-tile!" />
      ))}
      <div className="skeleton col-span-full h-48 rounded-tile!" />
    </div>
  );
}
