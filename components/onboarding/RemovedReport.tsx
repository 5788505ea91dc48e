import type { Removed } from '@/lib/browser/devices/devices-client.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { LinkButton } from './LinkButton.tsx';

type Props = { name: string; removed: Removed };

/** What removing a device came to, and what is left to do elsewhere. */
export function RemovedReport({ name, removed }: Props) {
  const { cleared, stillAnnounced, done } = removed;
  return (
    <>
      <ScreenHeader title="Removed" back="/more/devices?tab=all" />
      <div role="status" className="flex flex-col gap-4 md:max-w-160">
        <p className="text-15">
          {name} is gone.{' '}
          {done ? 'Its history stays.' : 'The recorder is away and will follow when it is back.'}
        </p>
        {cleared.length > 0 && <Topics title="Cleared on the broker" topics={cleared} />}
        {stillAnnounced.length > 0 && (
          <>
            <p className="text-15 text-warn">
              Another program still announces it, together with other devices. Remove it there too,
              or it comes back.
            </p>
            <Topics title="Still announced on" topics={stillAnnounced} />
          </>
        )}
        <div>
          <LinkButton href="/more/devices?tab=all">All devices</LinkButton>
        </div>
      </div>
    </>
  );
}

function Topics({ title, topics }: { title: string; topics: readonly string[] }) {
  return (
    <div>
      <p className="mb-1 text-13 font-medium text-ink-2">{title}</p>
      <ul className="rounded-control bg-inset px-3.5 py-2.5 text-13">
        {topics.map((topic) => (
          <li key={topic}>
            <code className="break-all select-all">{topic}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
