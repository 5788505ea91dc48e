'use client';

import { useState } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { editDevice } from '@/lib/browser/devices/devices-client.ts';
import { useNow } from '@/lib/browser/store/use-now.ts';
import { confidenceWords } from '@/lib/browser/words/device-words.ts';
import { dialectWords } from '@/lib/browser/words/dialect-words.ts';
import { formatAge } from '@/lib/browser/words/format.ts';
import { Button } from '../ui/Button.tsx';
import { Link } from '../ui/Link.tsx';
import { AdoptForm } from './AdoptForm.tsx';
import { DeviceIcon } from './DeviceIcon.tsx';
import { LiveChips } from './LiveChips.tsx';
import { Problem } from './Problem.tsx';
import { useAct } from './use-act.ts';
import { useDecided } from './use-devices.ts';

/** A device that was newly heard: what it is, what it says now, and whether it is to stay. */
export function DeviceCard({ device }: { device: DeviceDetail }) {
  const [adopting, setAdopting] = useState(false);
  const { busy, problem, act } = useAct();
  const decided = useDecided();
  const now = useNow();
  const heard = device.firstHeardAt;
  const made = [device.manufacturer, device.model].filter(Boolean).join(' ');
  return (
    <article
      aria-label={device.name}
      data-device={device.id}
      className="flex flex-col gap-3 rounded-tile border border-line bg-surface p-4"
    >
      <div className="flex items-start gap-3.5">
        <DeviceIcon device={device} />
        <div className="min-w-0 flex-1">
          <h2 className="text-15 font-medium break-words">
            <Link href={deviceHref(device.id)} className="inline-flex min-h-6 items-center">
              {device.name}
            </Link>
          </h2>
          <p className="text-13 break-words text-ink-2">
            {[made, device.room, dialectWords(device.dialect)].filter(Boolean).join(' · ')}
          </p>
          <p className="text-13 text-ink-3">
            {confidenceWords(device, device.entities)}
            {heard && ` · ${formatAge(now - Date.parse(heard))}`}
          </p>
        </div>
      </div>
      {!adopting && <LiveChips entities={device.entities} />}
      <Problem words={problem} />
      {adopting ? (
        <AdoptForm
          device={device}
          onDone={() => setAdopting(false)}
          onCancel={() => setAdopting(false)}
        />
      ) : (
        <div className="mt-auto flex gap-2">
          <Button
            className="flex-1"
            disabled={busy}
            aria-label={`Ignore ${device.name}`}
            onClick={() =>
              act(async () => {
                await editDevice(device.id, { adoption: 'ignored' });
                await decided();
              })
            }
          >
            Ignore
          </Button>
          <Button
            look="strong"
            className="flex-1"
            disabled={busy}
            aria-label={`Adopt ${device.name}`}
            onClick={() => setAdopting(true)}
          >
            Adopt
          </Button>
        </div>
      )}
    </article>
  );
}
