'use client';

import { useState } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import { ApiError } from '@/lib/browser/api-client.ts';
import { askBridge } from '@/lib/browser/devices/ask-bridge.ts';
import { networkOf } from '@/lib/browser/devices/bridges.ts';
import { replaceHref } from '@/lib/browser/devices/device-href.ts';
import { deleteDevice, type Removed } from '@/lib/browser/devices/devices-client.ts';
import { realTimers } from '@/lib/browser/store/timers.ts';
import { useRuntime } from '@/lib/browser/store/use-home.ts';
import { removeDevice } from '@/lib/domain/dialect/zigbee2mqtt/bridge-requests.ts';
import { Button } from '../ui/Button.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { LinkButton } from './LinkButton.tsx';
import { Problem } from './Problem.tsx';
import { useAct } from './use-act.ts';
import { useDecided } from './use-devices.ts';

type Props = { device: DeviceDetail; onRemoved: (came: Removed) => void };

/** What is to become of a device that goes: another takes its place, or it is removed. */
export function RemoveDevice({ device, onRemoved }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <section aria-labelledby="going" className="border-t border-line pt-5">
      <h2 id="going" className="text-17 font-semibold">
        Replace or remove
      </h2>
      <p className="mt-1 text-15 text-ink-2">
        A new device can take this one’s place and go on with its history.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {device.byHand && (
          <LinkButton href={`/more/devices/new?edit=${encodeURIComponent(device.id)}`}>
            Change its definition
          </LinkButton>
        )}
        <LinkButton href={replaceHref(device.id)}>Replace …</LinkButton>
        <Button look="danger" aria-expanded={asking} onClick={() => setAsking(!asking)}>
          Remove …
        </Button>
      </div>
      {asking && <Sure device={device} onRemoved={onRemoved} onCancel={() => setAsking(false)} />}
    </section>
  );
}

function Sure({ device, onRemoved, onCancel }: Props & { onCancel: () => void }) {
  const { link } = useRuntime();
  const { busy, problem, act } = useAct();
  const decided = useDecided();
  const network = networkOf(device);
  const [unpairs, setUnpairs] = useState(network !== null);
  const [force, setForce] = useState(false);

  const remove = () =>
    act(async () => {
      if (network !== null && unpairs) {
        const { base, address } = network;
        await askBridge({ link, timers: realTimers, random: Math.random }, base, (transaction) =>
          removeDevice(base, address, { force }, transaction),
        );
      }
      const came = await deleteDevice(device.id).catch((error: unknown) => {
        // The bridge has taken it off its list, and with that it went.
        if (error instanceof ApiError && error.status === 404) return NOTHING_LEFT;
        throw error;
      });
      onRemoved(came);
      await decided();
    });

  return (
    <div className="mt-4 flex flex-col gap-3 rounded-tile border border-danger p-4">
      <p className="text-15 font-medium">Remove {device.name}?</p>
      <p className="text-15 text-ink-2">
        What the broker keeps of it is cleared, and it leaves every screen. Its history stays. If it
        speaks again, it is back as a new device; to keep it away, ignore it instead.
      </p>
      {device.definedBy.length > 0 && (
        <div className="text-13 text-ink-2">
          <p>Its announcements:</p>
          {device.definedBy.map((topic) => (
            <code key={topic} className="block break-all">
              {topic}
            </code>
          ))}
        </div>
      )}
      {network !== null && (
        <>
          <Toggle
            label="Take it out of the Zigbee network too"
            on={unpairs}
            onChange={setUnpairs}
          />
          {unpairs && <Toggle label="Even if it does not answer" on={force} onChange={setForce} />}
        </>
      )}
      <Problem words={problem} />
      <div className="flex gap-2">
        <Button className="flex-1" onClick={onCancel}>
          Cancel
        </Button>
        <Button look="danger" className="flex-1" disabled={busy} onClick={remove}>
          Remove
        </Button>
      </div>
    </div>
  );
}

const NOTHING_LEFT: Removed = { cleared: [], stillAnnounced: [], done: true };
