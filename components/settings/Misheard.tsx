'use client';

import { useQuery } from '@tanstack/react-query';
import type { CounterAnswer } from '@/lib/api/counters.ts';
import { api } from '@/lib/browser/api-client.ts';
import { type Reason, reasonGroups } from '@/lib/browser/explorer/reasons.ts';
import { formatCount } from '@/lib/browser/explorer/words.ts';
import { formatAge } from '@/lib/browser/words/format.ts';
import { Icon } from '../ui/Icon.tsx';
import { Link } from '../ui/Link.tsx';

type Props = {
  now: number;
  /** What the broker refused, by reason. */
  refusals: ReadonlyMap<string, number>;
};

/** What nobody understood and what the broker refused, counted per reason: shown, never hidden. */
export function Misheard({ now, refusals }: Props) {
  const { data } = useQuery({
    queryKey: ['/counters'],
    queryFn: () => api<{ counters: readonly CounterAnswer[] }>('/counters'),
    refetchInterval: 10_000,
  });
  if (!data) return null;
  const groups = reasonGroups(data.counters, refusals);
  return (
    <section aria-labelledby="misheard" className="min-w-0">
      <h2 id="misheard" className="text-17 font-semibold">
        Not understood
      </h2>
      <p className="mb-2 text-13 text-ink-2">
        Messages nobody could read, or the broker refused, by reason.
      </p>
      {groups.length === 0 ? (
        <p className="text-15 text-ink-2">Every message so far made sense.</p>
      ) : (
        groups.map(({ title, count, reasons }) => (
          <div key={title} className="mb-4">
            <h3 className="num mb-1.5 flex justify-between gap-4 px-4 text-13 font-medium text-ink-2">
              {title} <span>{formatCount(count)}</span>
            </h3>
            <ul className="divide-y divide-line overflow-hidden rounded-tile border border-line bg-surface">
              {reasons.map((reason) => (
                <li key={reason.name}>
                  <Line reason={reason} now={now} />
                </li>
              ))}
            </ul>
          </div>
        ))
      )}
    </section>
  );
}

/** A reason; where it has a topic, a link to what is said there. */
function Line({ reason: { name, count, topic, lastAt }, now }: { reason: Reason; now: number }) {
  const age = lastAt === null ? '' : formatAge(now - lastAt);
  const words = (
    <>
      <span className="min-w-0 grow">
        <span className="block text-15 break-words">{name}</span>
        <span className="block text-13 text-ink-2">
          {topic && <span className="break-all">{topic}</span>}
          {topic && age && ' · '}
          <span className="whitespace-nowrap">{age}</span>
        </span>
      </span>
      <span className="num shrink-0 text-15 font-medium">{formatCount(count)}</span>
    </>
  );
  const look = 'flex min-h-11 items-center gap-3 px-4 py-3';
  if (topic === null || topic === '') return <div className={look}>{words}</div>;
  return (
    <Link
      href={`/more/explorer?topic=${encodeURIComponent(topic)}`}
      className={`${look} -outline-offset-2`}
    >
      {words}
      <Icon name="caret-right" size={16} className="shrink-0 text-ink-3 rtl:rotate-180" />
    </Link>
  );
}
