import type { Share } from '@/lib/browser/devices/topic-census.ts';

type Props = { title: string; shares: readonly Share[] };

const MOST = 12;

/** Names with how many topics and messages are theirs, as bars. */
export function ShareList({ title, shares }: Props) {
  const most = Math.max(1, ...shares.map(({ topics }) => topics));
  const more = shares.length - MOST;
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-2.5 text-13 font-medium text-ink-3">{title}</h2>
      <ul className="flex flex-col gap-1.5">
        {shares.slice(0, MOST).map(({ name, topics, messages }) => (
          <li
            key={name}
            className="relative isolate flex min-h-10 items-center gap-3 overflow-hidden rounded-control border border-line bg-surface px-3 text-13"
          >
            <span
              aria-hidden="true"
              className="absolute inset-y-0 start-0 z-[-1] bg-inset"
              style={{ width: `${(topics / most) * 100}%` }}
            />
            <span className="min-w-0 flex-1 truncate font-medium">{name || '(empty)'}</span>
            <span className="num shrink-0 text-ink-2">
              {topics} {topics === 1 ? 'topic' : 'topics'} · {messages}×
            </span>
          </li>
        ))}
      </ul>
      {shares.length === 0 && <p className="text-15 text-ink-2">Nothing heard yet.</p>}
      {more > 0 && <p className="mt-2 text-13 text-ink-3">and {more} more</p>}
    </section>
  );
}
