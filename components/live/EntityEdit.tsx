'use client';

import { type FormEvent, useState } from 'react';
import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { closeEntity } from '@/lib/browser/page/open-entity.ts';
import { setPreferences, usePreferences, withId } from '@/lib/browser/page/preferences.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Link } from '../ui/Link.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useEditEntity } from './use-edit-entity.ts';

/** What a person decides about an entity: favourite, name, room, hidden. */
export function EntityEdit({ view }: { view: EntityView }) {
  const { favourites } = usePreferences();
  const [editing, setEditing] = useState(false);
  const isFavourite = favourites.includes(view.id);
  return (
    <section className="mt-3 border-t border-line pt-3">
      <div className="flex flex-wrap gap-x-2">
        <Button
          look="quiet"
          aria-pressed={isFavourite}
          className="-ms-3 px-3"
          onClick={() => setPreferences({ favourites: withId(favourites, view.id, !isFavourite) })}
        >
          <Icon name="star" fill={isFavourite} size={20} />
          Favourite
        </Button>
        <Button
          look="quiet"
          aria-expanded={editing}
          className="px-3"
          onClick={() => setEditing(!editing)}
        >
          <Icon name="pencil" size={20} />
          Rename or move
        </Button>
        <Link
          href={deviceHref(view.entity.deviceId)}
          className="inline-flex min-h-11 items-center gap-2 px-3 text-15 font-medium text-ink-2"
        >
          <Icon name="devices" size={20} />
          Device
        </Link>
      </div>
      {editing && <Form view={view} onDone={() => setEditing(false)} />}
    </section>
  );
}

function Form({ view, onDone }: { view: EntityView; onDone: () => void }) {
  const { edit, problem } = useEditEntity(view.id);
  const [name, setName] = useState(view.title);
  const [room, setRoom] = useState(view.room ?? '');

  async function save(event: FormEvent) {
    event.preventDefault();
    const body = {
      ...(name.trim() !== view.title && { name: name.trim() || null }),
      ...(room.trim() !== (view.room ?? '') && { room: room.trim() || null }),
    };
    if (await edit(body)) onDone();
  }

  return (
    <form onSubmit={save} className="mt-2 flex flex-col gap-3">
      <TextField
        label="Name"
        value={name}
        maxLength={100}
        onChange={(e) => setName(e.target.value)}
      />
      <TextField
        label="Room"
        value={room}
        maxLength={100}
        onChange={(e) => setRoom(e.target.value)}
      />
      {problem && (
        <p role="alert" className="text-13 text-warn">
          {problem}
        </p>
      )}
      <div className="flex justify-between gap-2">
        <Button
          look="quiet"
          className="-ms-3 px-3"
          onClick={async () => (await edit({ hidden: true })) && closeEntity()}
        >
          <Icon name="eye-slash" size={20} />
          Hide
        </Button>
        <Button type="submit" look="strong">
          Save
        </Button>
      </div>
    </form>
  );
}
