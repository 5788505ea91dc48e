'use client';

import { useId, useState } from 'react';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { sameItems, useHome } from '@/lib/browser/store/use-home.ts';
import { TextField } from '../ui/TextField.tsx';

type Props = { value: string | null; onChange: (room: string | null) => void };

const selectRooms = (views: readonly EntityView[]): readonly string[] =>
  [...new Set(views.flatMap(({ room }) => room ?? []))].sort((a, b) => a.localeCompare(b));

/** A value that no room can have: names are trimmed. */
const NEW = ' new';

/** One of the rooms there are, a new one, or none. */
export function RoomPicker({ value, onChange }: Props) {
  const id = useId();
  const known = useHome(selectRooms, sameItems);
  const [naming, setNaming] = useState(false);
  const rooms = value === null || naming || known.includes(value) ? known : [...known, value];
  return (
    <div className="flex flex-col gap-3">
      <div>
        <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-ink-2">
          Room
        </label>
        <select
          id={id}
          className="field"
          value={naming ? NEW : (value ?? '')}
          onChange={({ target }) => {
            setNaming(target.value === NEW);
            onChange(target.value === NEW ? null : target.value || null);
          }}
        >
          <option value="">No room</option>
          {rooms.map((room) => (
            <option key={room} value={room}>
              {room}
            </option>
          ))}
          <option value={NEW}>New room …</option>
        </select>
      </div>
      {naming && (
        <TextField
          label="Name of the new room"
          value={value ?? ''}
          maxLength={100}
          autoComplete="off"
          onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
        />
      )}
    </div>
  );
}
