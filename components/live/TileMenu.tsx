'use client';

import { useState } from 'react';
import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { navigate } from '@/lib/browser/page/location.ts';
import { openEntity } from '@/lib/browser/page/open-entity.ts';
import { setPreferences, usePreferences, withId } from '@/lib/browser/page/preferences.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { offerUndo } from '@/lib/browser/store/undo.ts';
import { useEntity } from '@/lib/browser/store/use-home.ts';
import { Menu, type MenuChoice } from '../ui/Menu.tsx';
import { MoveDialog, RenameDialog } from './EditDialogs.tsx';
import { useEditEntity } from './use-edit-entity.ts';
import type { AskedTile } from './use-tile-menu.ts';

type Props = { tile: AskedTile; onGone: () => void };

/** The menu of one tile, and what it leads to; once nothing of it is left, it says so. */
export function TileMenu({ tile, onGone }: Props) {
  const view = useEntity(tile.id);
  return view ? <Known view={view} tile={tile} onGone={onGone} /> : null;
}

/** The menu, and then perhaps a question; all of it is open until it is closed, then it fades. */
type Stage = { readonly of: 'menu' | 'move' | 'rename'; readonly open: boolean };

function Known({ view, tile, onGone }: Props & { view: EntityView }) {
  const { favourites } = usePreferences();
  const { edit } = useEditEntity(view.id);
  const [stage, setStage] = useState<Stage>({ of: 'menu', open: true });
  const isFavourite = favourites.includes(view.id);
  const close = () => setStage((now) => ({ ...now, open: false }));

  async function hide(): Promise<void> {
    const isHidden = await edit({ hidden: true });
    offerUndo(
      isHidden
        ? { words: `${view.fullName} is hidden`, undo: () => void edit({ hidden: false }) }
        : { words: 'That could not be hidden.', undo: () => void hide(), verb: 'Try again' },
    );
    // It is shown no longer, so its menu would come back with it.
    onGone();
  }

  const choices: readonly MenuChoice[] = [
    { label: 'Open', icon: 'sliders', onChoose: () => openEntity(view.id) },
    {
      label: 'Favourite',
      icon: 'star',
      checked: isFavourite,
      onChoose: () => setPreferences({ favourites: withId(favourites, view.id, !isFavourite) }),
    },
    {
      label: 'Move to a room …',
      icon: 'door',
      onChoose: () => setStage({ of: 'move', open: true }),
    },
    {
      label: 'Rename …',
      icon: 'pencil',
      onChoose: () => setStage({ of: 'rename', open: true }),
    },
    { label: 'Hide', icon: 'eye-slash', onChoose: () => void hide() },
    {
      label: 'History',
      icon: 'chart-line',
      onChoose: () => navigate(`/history?entity=${encodeURIComponent(view.id)}`),
    },
    {
      label: 'Device page',
      icon: 'devices',
      onChoose: () => navigate(deviceHref(view.entity.deviceId)),
    },
  ];
  switch (stage.of) {
    case 'menu':
      return (
        <Menu
          open={stage.open}
          label={view.fullName}
          anchor={tile.anchor}
          choices={choices}
          byKey={tile.byKey}
          returnsTo={tile.rest}
          onClose={close}
        />
      );
    case 'move':
      return <MoveDialog view={view} open={stage.open} onClose={close} />;
    case 'rename':
      return <RenameDialog view={view} open={stage.open} onClose={close} />;
  }
}
