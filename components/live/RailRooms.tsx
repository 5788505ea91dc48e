'use client';

import { sameRooms, summarizeRooms } from '@/lib/browser/entity/rooms.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useHome } from '@/lib/browser/store/use-home.ts';
import { Link } from '../ui/Link.tsx';

const select = (views: readonly EntityView[]) => summarizeRooms(views);

/** The rooms with their live line, in the rail. */
export function RailRooms({ path }: { path: string }) {
  const rooms = useHome(select, sameRooms);
  if (rooms.length === 0) return null;
  return (
    <nav aria-label="Rooms" className="mt-5 border-t border-line pt-4">
      {rooms.map(({ name, line }) => {
        const href = `/rooms/${encodeURIComponent(name)}`;
        return (
          <Link
            key={name}
            href={href}
            aria-current={path === href ? 'page' : undefined}
            className="block rounded-control px-2.5 py-1.5 aria-[current=page]:bg-inset"
          >
            <span className="block truncate text-15">{name}</span>
            <span className="num block truncate text-12 text-ink-3">{line}</span>
          </Link>
        );
      })}
    </nav>
  );
}
