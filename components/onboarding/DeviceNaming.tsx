'use client';

import { type FormEvent, useState } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import { type DeviceChange, editDevice } from '@/lib/browser/devices/devices-client.ts';
import type { Adoption } from '@/lib/domain/entity/adoption.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Problem } from './Problem.tsx';
import { RoomPicker } from './RoomPicker.tsx';
import { useAct } from './use-act.ts';
import { useDecided } from './use-devices.ts';

const STANDING: Readonly<Record<Adoption, string>> = {
  new: 'New: you have not said yet whether it belongs to your home.',
  adopted: 'It belongs to your home.',
  ignored: 'Ignored: it stands on no screen, and nothing of it is recorded.',
};

/** A device's name and room, and whether it belongs to the home. */
export function DeviceNaming({ device }: { device: DeviceDetail }) {
  const [name, setName] = useState(device.name);
  const [room, setRoom] = useState(device.room);
  const { busy, problem, act } = useAct();
  const decided = useDecided();
  const given = name.trim();
  const place = room?.trim() || null;
  const isChanged = given !== device.name || place !== device.room;

  const change = (wanted: DeviceChange) =>
    act(async () => {
      await editDevice(device.id, wanted);
      await decided();
    });

  function save(event: FormEvent) {
    event.preventDefault();
    void change({
      ...(given !== device.name && { name: given || null }),
      ...(place !== device.room && { room: place }),
    });
  }

  return (
    <section aria-label="Name and room" className="flex flex-col gap-4">
      <form onSubmit={save} className="flex flex-col gap-4">
        <TextField
          label="Name"
          value={name}
          maxLength={100}
          autoComplete="off"
          hint={given === '' ? 'Empty: as the device calls itself.' : undefined}
          onChange={({ target }) => setName(target.value)}
        />
        <RoomPicker value={room} onChange={setRoom} />
        <Problem words={problem} />
        <Button type="submit" look="strong" disabled={busy || !isChanged} className="self-start">
          Save
        </Button>
      </form>
      <div className="border-t border-line pt-4">
        <p className="text-15 text-ink-2">{STANDING[device.adoption]}</p>
        <div className="mt-3 flex flex-wrap gap-2">
          {device.adoption !== 'adopted' && (
            <Button
              look={device.adoption === 'new' ? 'strong' : 'plain'}
              disabled={busy}
              onClick={() => change({ adoption: 'adopted' })}
            >
              Adopt
            </Button>
          )}
          {device.adoption !== 'ignored' && (
            <Button disabled={busy} onClick={() => change({ adoption: 'ignored' })}>
              Ignore
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
