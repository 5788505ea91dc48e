'use client';

import { sameRooms, summarizeRooms } from '@/lib/browser/entity/rooms.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useHome, useHomeInfo } from '@/lib/browser/store/use-home.ts';
import { Empty } from '../ui/Empty.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Link } from '../ui/Link.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';
import { useWatchHome } from './use-watch-home.ts';

const select = (views: readonly EntityView[]) => summarizeRooms(views);

/** Every room with its live line. */
export function RoomsScreen() {
  useWatchHome();
  const rooms = useHome(select, sameRooms);
  const info = useHomeInfo();
  return (
    <>
      <ScreenHeader title="Rooms" />
      <ul className="grid gap-2.5 md:grid-cols-2">
        {rooms.map(({ name, line }) => (
          <li key={name}>
            <Link
              href={`/rooms/${encodeURIComponent(name)}`}
              className="flex min-h-19 items-center gap-3 rounded-tile border border-line bg-surface px-4"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate text-17 font-medium">{name}</span>
                <span className="num block truncate text-13 text-ink-2">{line}</span>
              </span>
              <Icon name="caret-right" size={18} className="text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
      {info && rooms.length === 0 && (
        <Empty
          sentence="No device has a room yet: open one and move it."
          action={{ label: 'Go home', href: '/' }}
        />
      )}
    </>
  );
}
