'use client';

import type { DeviceDetail } from '@/lib/api/devices.ts';
import { iconOf, mdiFile } from '@/lib/browser/entity/icon-of.ts';
import { mainEntity } from '@/lib/browser/words/device-words.ts';
import { Icon } from '../ui/Icon.tsx';
import { MdiIcon } from './MdiIcon.tsx';

/** The drawing of what a device is mainly there for. */
export function DeviceIcon({ device }: { device: Pick<DeviceDetail, 'entities'> }) {
  const main = mainEntity(device.entities);
  return (
    <span className="grid size-11 shrink-0 place-items-center rounded-chip bg-inset text-ink-2">
      {main === undefined ? (
        <Icon name="devices" size={22} />
      ) : mdiFile(main.icon) !== null ? (
        <MdiIcon name={(main.icon ?? '').replace(/^mdi:/, '')} size={22} />
      ) : (
        <Icon name={iconOf(main)} size={22} />
      )}
    </span>
  );
}
