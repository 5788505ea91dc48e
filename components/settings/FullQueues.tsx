import type { FullQueue } from '@/lib/api/full-queues.ts';
import { wordsOf } from '@/lib/browser/link/full-queues.ts';

/** Clients for whose sake devices are held back, and what to do about each; nothing while there are none. */
export function FullQueues({ queues }: { queues: readonly FullQueue[] }) {
  if (queues.length === 0) return null;
  return (
    <ul className="mb-6 divide-y divide-line rounded-tile border border-line bg-surface">
      {queues.map((queue) => {
        const { matter, advice } = wordsOf(queue);
        return (
          <li key={queue.client} className="px-4 py-3">
            <p className="text-15 font-medium break-words text-warn">{matter}</p>
            <p className="num text-13 break-words text-ink-2">{advice}</p>
          </li>
        );
      })}
    </ul>
  );
}
