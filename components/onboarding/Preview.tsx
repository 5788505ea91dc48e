'use client';

import type { DeviceDetail } from '@/lib/api/devices.ts';
import { useRuntime, useStructure } from '@/lib/browser/store/use-home.ts';
import { EntityTile } from '../live/EntityTile.tsx';
import { LiveChips, tellingFirst } from './LiveChips.tsx';

const MOST = 6;

/**
 * How a device will look. One that said itself what it is can be tried at once; what is only a
 * guess is shown, for a command on a guessed topic could do anything.
 */
export function Preview({ device }: { device: DeviceDetail }) {
  const { store } = useRuntime();
  useStructure();
  const known = tellingFirst(device.entities).filter(({ id }) => store.view(id) !== undefined);
  if (device.confidence < 1 || known.length === 0)
    return <LiveChips entities={device.entities} most={8} />;
  return (
    <section aria-label="Try it">
      <div className="grid-tiles">
        {known.slice(0, MOST).map(({ id }) => (
          <EntityTile key={id} id={id} />
        ))}
      </div>
      {device.entities.length > MOST && (
        <p className="mt-2 text-13 text-ink-3">
          and {device.entities.length - Math.min(MOST, known.length)} more on its page
        </p>
      )}
    </section>
  );
}
