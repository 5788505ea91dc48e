'use client';

import { type ReactNode, useId, useState } from 'react';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { sameItems, useHome } from '@/lib/browser/store/use-home.ts';
import { FormDialog } from '../ui/FormDialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useEditEntity } from './use-edit-entity.ts';

type Props = { view: EntityView; open: boolean; onClose: () => void };

/** Gives an entity another name; empty: as the device calls it. */
export function RenameDialog({ view, open, onClose }: Props) {
  const { edit, problem, isBusy } = useEditEntity(view.id);
  const [name, setName] = useState(view.title);
  return (
    <FormDialog
      open={open}
      title={`Rename ${view.fullName}`}
      yes="Rename"
      problem={problem}
      isBusy={isBusy}
      onClose={onClose}
      onYes={async () => {
        const isSame = name.trim() === view.title;
        if (isSame || (await edit({ name: name.trim() || null }))) onClose();
      }}
    >
      <TextField
        label="Name"
        hint="Leave it empty for the name that the device gives itself."
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
    </FormDialog>
  );
}

const selectRooms = (views: readonly EntityView[]): readonly string[] =>
  [...new Set(views.flatMap(({ room }) => room ?? []))].sort((a, b) => a.localeCompare(b));

/** Where a device stands: in one of the rooms there are, in a new one, or in none. */
type Where =
  | { readonly type: 'room'; readonly room: string }
  | { readonly type: 'new' }
  | { readonly type: 'none' };

/** Puts an entity's device into a room. */
export function MoveDialog({ view, open, onClose }: Props) {
  const { edit, problem, isBusy } = useEditEntity(view.id);
  const rooms = useHome(selectRooms, sameItems);
  const [where, setWhere] = useState<Where>(
    view.room === null ? { type: 'none' } : { type: 'room', room: view.room },
  );
  const [fresh, setFresh] = useState('');
  const group = useId();
  const room =
    where.type === 'room' ? where.room : where.type === 'new' ? fresh.trim() || null : null;
  const option = (key: string, to: Where, words: ReactNode) => (
    <label key={key} className="flex min-h-11 cursor-pointer items-center gap-3 text-15">
      <input
        type="radio"
        name={group}
        checked={where.type === to.type && (to.type !== 'room' || room === to.room)}
        onChange={() => setWhere(to)}
        className="size-5 shrink-0 accent-[var(--ink)]"
      />
      <span className="min-w-0 break-words">{words}</span>
    </label>
  );
  return (
    <FormDialog
      open={open}
      title={`Move ${view.fullName}`}
      yes="Move"
      problem={problem}
      isBusy={isBusy || (where.type === 'new' && room === null)}
      onClose={onClose}
      onYes={async () => {
        if (room === view.room || (await edit({ room }))) onClose();
      }}
    >
      <fieldset className="-mx-2 my-0 max-h-[50dvh] overflow-y-auto border-0 px-2 py-0">
        <legend className="sr-only">Room</legend>
        {rooms.map((name) => option(`room ${name}`, { type: 'room', room: name }, name))}
        {option('none', { type: 'none' }, 'No room')}
        {option('new', { type: 'new' }, 'A new room')}
      </fieldset>
      {where.type === 'new' && (
        <TextField
          className="mt-2"
          label="Name of the new room"
          value={fresh}
          maxLength={100}
          autoComplete="off"
          autoFocus
          onChange={({ target }) => setFresh(target.value)}
        />
      )}
    </FormDialog>
  );
}
