'use client';

import { type FormEvent, type ReactNode, useState } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import { editDevice, editEntity } from '@/lib/browser/devices/devices-client.ts';
import { mainEntity } from '@/lib/browser/words/device-words.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { IconPicker } from './IconPicker.tsx';
import { Preview } from './Preview.tsx';
import { Problem } from './Problem.tsx';
import { RoomPicker } from './RoomPicker.tsx';
import { useAct } from './use-act.ts';
import { useDecided } from './use-devices.ts';

type Props = {
  device: DeviceDetail;
  /** A better name than that of the device. */
  suggestion?: string | undefined;
  /** What else is to be done with the name, before the device is adopted. */
  onName?: (name: string) => Promise<void>;
  extra?: ReactNode;
  onDone: () => void;
  /** Absent: there is nothing to go back to. */
  onCancel?: () => void;
};

/** Takes a device into the home: its name, its room, its drawing; it is live meanwhile. */
export function AdoptForm({ device, suggestion, onName, extra, onDone, onCancel }: Props) {
  const main = mainEntity(device.entities);
  const [name, setName] = useState(suggestion ?? device.name);
  const [room, setRoom] = useState(device.room);
  const [icon, setIcon] = useState(main?.icon ?? null);
  const { busy, problem, act } = useAct();
  const decided = useDecided();

  async function adopt(event: FormEvent) {
    event.preventDefault();
    const done = await act(async () => {
      const given = name.trim();
      if (given !== '') await onName?.(given);
      if (main && icon !== main.icon) await editEntity(main.id, { icon });
      await editDevice(device.id, {
        adoption: 'adopted',
        ...(given !== device.name && { name: given || null }),
        ...(room?.trim() !== device.room && { room: room?.trim() || null }),
      });
      await decided();
    });
    if (done) onDone();
  }

  return (
    <form onSubmit={adopt} className="flex flex-col gap-4">
      <Preview device={device} />
      <TextField
        label="Name"
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={({ target }) => setName(target.value)}
      />
      <RoomPicker value={room} onChange={setRoom} />
      <IconPicker value={icon} onChange={setIcon} />
      {extra}
      <Problem words={problem} />
      <div className="flex gap-2">
        {onCancel && (
          <Button className="flex-1" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button type="submit" look="strong" className="flex-1" disabled={busy}>
          Add to home
        </Button>
      </div>
    </form>
  );
}
