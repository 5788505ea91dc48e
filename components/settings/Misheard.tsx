'use client';

import { useQuery } from '@tanstack/react-query';
import type { CounterAnswer } from '@/lib/api/counters.ts';
import { api } from '@/lib/browser/api-client.ts';
import { formatAge } from '@/lib/browser/format.ts';

type Props = {
  now: number;
  /** What the broker refused, by reason. */
  refusals: ReadonlyMap<string, number>;
};

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What nobody understood and what the broker refused, counted per reason: shown, never hidden. */
export function Misheard({ now, refusals }: Props) {
  const { data } = useQuery({
    queryKey: ['/counters'],
    queryFn: () => api<{ counters: readonly CounterAnswer[] }>('/counters'),
    refetchInterval: 10_000,
  });
  const rows = [
    ...[...refusals].map(([reason, count]) => ({
      name: `Refused by the broker: ${reason.replaceAll('-', ' ')}`,
      count,
      about: '',
    })),
    ...(data?.counters ?? []).map(({ name, count, lastAt, detail }) => ({
      name: sentence(name.replace(/^ignored: /, '')),
      count,
      about: [detail, formatAge(now - Date.parse(lastAt))].filter(Boolean).join(' · '),
    })),
  ];
  if (!data) return null;
  return (
    <section aria-labelledby="misheard" className="min-w-0">
      <h2 id="misheard" className="text-17 font-semibold">
        Not understood
      </h2>
      <p className="mb-2 text-13 text-ink-2">
        Messages nobody could read, or the broker refused, by reason.
      </p>
      {rows.length === 0 ? (
        <p className="text-15 text-ink-2">Every message so far made sense.</p>
      ) : (
        <ul className="divide-y divide-line rounded-tile border border-line bg-surface">
          {rows.map(({ name, count, about }) => (
            <li key={name} className="flex items-baseline gap-4 px-4 py-3">
              <span className="min-w-0 grow">
                <span className="block text-15 break-words">{name}</span>
                <span className="block text-13 break-all text-ink-2">{about}</span>
              </span>
              <span className="num text-15 font-medium">{count}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
