'use client';

import { groupByRoom, isOnTiles, sameGroups } from '@/lib/browser/entity/arrange.ts';
import { usePreferences } from '@/lib/browser/page/preferences.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { useHome, useHomeInfo } from '@/lib/browser/store/use-home.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { DayRibbon } from '../entity/DayRibbon.tsx';
import { NewDevices } from '../onboarding/NewDevices.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Link } from '../ui/Link.tsx';
import { EntityTile } from './EntityTile.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';
import { SummaryChips } from './SummaryChips.tsx';
import { TileGroup } from './TileGroup.tsx';
import { useWatchHome } from './use-watch-home.ts';

const select = (views: readonly EntityView[]) => groupByRoom(views.filter(isOnTiles));

/** The home: the day, three figures, favourites and every room. */
export function HomeScreen() {
  useWatchHome();
  const info = useHomeInfo();
  const groups = useHome(select, sameGroups);
  const now = useNow();
  const isEmpty = info !== null && groups.length === 0;
  return (
    <>
      <ScreenHeader title={info?.home.name ?? ' '} actions={<NewDevices />} />
      <DayRibbon now={now} />
      <div className="mt-2">
        <SummaryChips />
      </div>
      {isEmpty && (
        <Empty
          sentence="No device has been heard yet."
          action={{ label: 'Add a device', href: '/more/add-device' }}
        />
      )}
      <Favourites />
      {groups.map((group) => (
        <TileGroup
          key={group.room ?? ''}
          group={group}
          title={<RoomTitle room={group.room} alone={groups.length === 1} />}
        />
      ))}
    </>
  );
}

function RoomTitle({ room, alone }: { room: string | null; alone: boolean }) {
  if (room === null) return alone ? 'Devices' : 'Without a room';
  return (
    <Link href={`/rooms/${encodeURIComponent(room)}`} className="inline-flex min-h-6 items-center">
      {room}
    </Link>
  );
}

function Favourites() {
  const { favourites } = usePreferences();
  const known = useHome((views) => views.filter(({ id }) => favourites.includes(id)).length);
  if (known === 0) return null;
  return (
    <section className="mt-5">
      <h2 className="mb-2.5 text-13 font-medium text-ink-3">Favourites</h2>
      <div className="grid-tiles">
        {favourites.map((id) => (
          <EntityTile key={id} id={id} />
        ))}
      </div>
    </section>
  );
}
