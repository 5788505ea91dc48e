'use client';

import { useCallback } from 'react';
import { group, isOnTiles } from '@/lib/browser/entity/arrange.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { offerUndo } from '@/lib/browser/store/undo.ts';
import { sameItems, useHome, useHomeInfo, useRuntime } from '@/lib/browser/store/use-home.ts';
import { isOn } from '@/lib/browser/words/words.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Empty } from '../ui/Empty.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';
import { TileGroup } from './TileGroup.tsx';
import { useWatchHome } from './use-watch-home.ts';

/** One room: its tiles by kind, what it keeps behind "More", and all its lights off. */
export function RoomScreen({ room }: { room: string }) {
  const belongs = useCallback((view: EntityView) => view.room === room, [room]);
  useWatchHome(belongs);
  const { store, desk } = useRuntime();
  const info = useHomeInfo();
  const selectTiles = useCallback(
    (views: readonly EntityView[]) => ids(views.filter((view) => belongs(view) && isOnTiles(view))),
    [belongs],
  );
  const selectMore = useCallback(
    (views: readonly EntityView[]) =>
      ids(views.filter((view) => belongs(view) && !isOnTiles(view))),
    [belongs],
  );
  const tiles = useHome(selectTiles, sameItems);
  const more = useHome(selectMore, sameItems);
  const viewsOf = (list: readonly string[]) => list.flatMap((id) => store.view(id) ?? []);

  function allOff() {
    const lit = viewsOf(tiles).filter(
      ({ entity, shown, available }) =>
        entity.kind === 'light' && available && isOn(shown) === true,
    );
    for (const { id } of lit) desk.run({ entity: id, command: 'turn_off' });
    if (lit.length === 0) return;
    offerUndo({
      words: `${lit.length} ${lit.length === 1 ? 'light' : 'lights'} off`,
      undo() {
        for (const { id } of lit) desk.run({ entity: id, command: 'turn_on' });
      },
    });
  }

  const hasLights = viewsOf(tiles).some(({ entity }) => entity.kind === 'light');
  return (
    <>
      <ScreenHeader
        title={room}
        back="/rooms"
        actions={
          hasLights && (
            <Button look="quiet" className="px-3" onClick={allOff}>
              All off
            </Button>
          )
        }
      />
      <TileGroup group={group(room, viewsOf(tiles))} title={null} />
      {more.length > 0 && (
        <Disclosure title={`More (${more.length})`} className="mt-6">
          <TileGroup group={group(room, viewsOf(more))} title={null} />
        </Disclosure>
      )}
      {info && tiles.length + more.length === 0 && (
        <Empty sentence="This room is empty." action={{ label: 'All rooms', href: '/rooms' }} />
      )}
    </>
  );
}

const ids = (views: readonly EntityView[]): readonly string[] => views.map(({ id }) => id);
