import type { HeardTopic } from '@/lib/browser/devices/topic-census.ts';
import { Icon } from '../ui/Icon.tsx';
import { Link } from '../ui/Link.tsx';

const MOST = 20;

/** Topics that no device has, each with the way to define one. */
export function Unclaimed({ topics }: { topics: readonly HeardTopic[] }) {
  if (topics.length === 0) return null;
  return (
    <section aria-labelledby="unclaimed" className="mt-8">
      <h2 id="unclaimed" className="text-17 font-semibold">
        Understood by nobody
      </h2>
      <p className="mt-1 mb-3 text-13 text-ink-2">Define a device from one of these topics.</p>
      <ul className="divide-y divide-line rounded-tile border border-line bg-surface">
        {topics.slice(0, MOST).map(({ topic, text }) => (
          <li key={topic}>
            <Link
              href={`/more/devices/new?state_topic=${encodeURIComponent(topic)}`}
              className="flex min-h-14 items-center gap-3 px-4 py-2"
            >
              <span className="min-w-0 flex-1">
                <span className="block text-15 break-all">{topic}</span>
                <span className="block truncate text-13 text-ink-3">{text}</span>
              </span>
              <Icon name="plus" size={18} className="shrink-0 text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
      {topics.length > MOST && (
        <p className="mt-2 text-13 text-ink-3">and {topics.length - MOST} more</p>
      )}
    </section>
  );
}
