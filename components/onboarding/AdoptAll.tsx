'use client';

import type { DeviceDetail } from '@/lib/api/devices.ts';
import { adoptDevices, editDevice } from '@/lib/browser/devices/devices-client.ts';
import { offerUndo } from '@/lib/browser/store/undo.ts';
import { Button } from '../ui/Button.tsx';
import { Problem } from './Problem.tsx';
import { useAct } from './use-act.ts';
import { useDecided } from './use-devices.ts';

type Props = { devices: readonly DeviceDetail[]; isSearch: boolean };

/** Taking back is a call for each device: beyond that many it is not offered. */
const MOST_UNDONE = 100;

/** Adopts everything on the list at once, with a way back. */
export function AdoptAll({ devices, isSearch }: Props) {
  const { busy, problem, act } = useAct();
  const decided = useDecided();

  async function adopt() {
    const ids = devices.map(({ id }) => id);
    const done = await act(async () => {
      await adoptDevices('adopted', ids);
      await decided();
    });
    if (!done || ids.length > MOST_UNDONE) return;
    const words = `${ids.length} ${ids.length === 1 ? 'device' : 'devices'} adopted`;
    offerUndo({ words, undo: () => void undo(ids) });
  }

  const undo = (ids: readonly string[]) =>
    act(async () => {
      await Promise.all(ids.map((id) => editDevice(id, { adoption: 'new' })));
      await decided();
    });

  return (
    <>
      {devices.length > 1 && (
        <Button className="mt-3" disabled={busy} onClick={adopt}>
          {isSearch ? `Adopt these ${devices.length}` : `Adopt all ${devices.length}`}
        </Button>
      )}
      <Problem words={problem} />
    </>
  );
}
