'use client';

import { useState } from 'react';
import { ApiError } from '@/lib/browser/api-client.ts';
import type { Removed } from '@/lib/browser/devices/devices-client.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { Empty } from '../ui/Empty.tsx';
import { DeviceEntities } from './DeviceEntities.tsx';
import { DeviceFacts } from './DeviceFacts.tsx';
import { DeviceNaming } from './DeviceNaming.tsx';
import { Loading } from './Loading.tsx';
import { RemoveDevice } from './RemoveDevice.tsx';
import { RemovedReport } from './RemovedReport.tsx';
import { useDevice } from './use-devices.ts';
import { useLiveEntities } from './use-live-entities.ts';

/** One device: what it is, all that it tells and can do, and what is to become of it. */
export function DeviceScreen({ id }: { id: string }) {
  const { data: device, error, isPending } = useDevice(id);
  const [removed, setRemoved] = useState<{ name: string; came: Removed } | null>(null);
  useLiveEntities(device?.entities.map((entity) => entity.id) ?? []);
  if (removed) return <RemovedReport name={removed.name} removed={removed.came} />;
  const isGone = error instanceof ApiError && error.status === 404;
  return (
    <>
      <ScreenHeader title={device?.name ?? 'Device'} back="/more/devices?tab=all" />
      {isPending && <Loading rows={4} />}
      {isGone && (
        <Empty
          sentence="There is no such device any more."
          action={{ label: 'All devices', href: '/more/devices?tab=all' }}
        />
      )}
      {error && !isGone && !device && (
        <p role="status" className="mt-10 text-center text-15 text-ink-2">
          {error.message}
        </p>
      )}
      {device && !isGone && (
        // On a phone what it tells and takes comes before what is known of it.
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] xl:grid-rows-[auto_1fr]">
          <DeviceNaming key={`${device.name}\n${device.room}`} device={device} />
          <div className="flex flex-col gap-8 xl:row-span-2">
            <DeviceEntities device={device} />
          </div>
          <DeviceFacts device={device} />
          <div className="xl:col-start-2">
            <RemoveDevice
              device={device}
              onRemoved={(came) => setRemoved({ name: device.name, came })}
            />
          </div>
        </div>
      )}
    </>
  );
}
