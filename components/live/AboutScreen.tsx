'use client';

import { useQuery } from '@tanstack/react-query';
import type { Health } from '@/lib/api/health.ts';
import { api } from '@/lib/browser/api-client.ts';
import { useFullQueues } from '@/lib/browser/link/use-full-queues.ts';
import { useRefusals } from '@/lib/browser/link/use-refusals.ts';
import { useHomeInfo, useLinkStatus, useServerStatus } from '@/lib/browser/store/use-home.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { FullQueues } from '../settings/FullQueues.tsx';
import { Misheard } from '../settings/Misheard.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';

/** Whether the parts of the product answer, seen from here. */
export function AboutScreen() {
  const info = useHomeInfo();
  const link = useLinkStatus();
  const server = useServerStatus();
  const refusals = useRefusals();
  const fullQueues = useFullQueues();
  const now = useNow();
  const { data, error } = useQuery({
    queryKey: ['/health'],
    queryFn: () => api<Health>('/health'),
    refetchInterval: 10_000,
  });
  const rows = [
    ['This page', link.phase === 'connected' ? 'Live' : 'Not connected'],
    ['Reached by', link.phase === 'connected' ? link.url : '—'],
    ['Server', error || server === 'away' ? 'Does not answer' : data ? 'OK' : '—'],
    ['Broker', words(data?.broker)],
    ['Recorder', words(data?.recorder)],
    ['Database', words(data?.database)],
    ['Version', data?.version ?? info?.version ?? '—'],
    ['Time zone', info?.home.timeZone ?? '—'],
  ] as const;
  return (
    <>
      <ScreenHeader title="About" back="/more" />
      <FullQueues queues={fullQueues} />
      <div className="grid items-start gap-8 xl:grid-cols-2">
        <Table rows={rows} />
        <Misheard now={now} refusals={refusals} />
      </div>
      <p className="mt-6 text-13">
        <a
          href="/api/v1/openapi.json"
          className="inline-flex min-h-11 items-center text-ink-2 underline underline-offset-4"
        >
          Description of the REST API (OpenAPI)
        </a>
      </p>
    </>
  );
}

const words = (state: 'ok' | 'unavailable' | undefined) =>
  state === 'ok' ? 'OK' : state === 'unavailable' ? 'Does not answer' : '—';

function Table({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="divide-y divide-line rounded-tile border border-line bg-surface">
      {rows.map(([name, value]) => (
        <div key={name} className="flex min-h-12 items-center justify-between gap-4 px-4 py-1.5">
          <dt className="text-15 text-ink-2">{name}</dt>
          <dd className="num min-w-0 text-end text-15 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
