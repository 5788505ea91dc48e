'use client';

import type { DeviceDetail } from '@/lib/api/devices.ts';
import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { dialectWords } from '@/lib/browser/words/dialect-words.ts';
import { Icon } from '../ui/Icon.tsx';
import { Link } from '../ui/Link.tsx';
import { DeviceIcon } from './DeviceIcon.tsx';
import { tellingFirst } from './LiveChips.tsx';
import { LiveValue } from './LiveValue.tsx';

/** A device in a list: where it is, how it speaks, what it says now. */
export function DeviceRow({ device }: { device: DeviceDetail }) {
  const [main] = tellingFirst(device.entities);
  const about = [
    device.room,
    dialectWords(device.dialect),
    device.adoption === 'new' && 'new',
    device.availability === 'offline' && 'unreachable',
  ];
  return (
    <Link
      href={deviceHref(device.id)}
      data-device={device.id}
      className="flex min-h-19 items-center gap-3.5 rounded-tile border border-line bg-surface px-4 py-3"
    >
      <DeviceIcon device={device} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-15 font-medium">{device.name}</span>
        <span className="block truncate text-13 text-ink-2">
          {about.filter(Boolean).join(' · ')}
        </span>
      </span>
      {main && (
        <span className="max-w-[40%] truncate text-13 text-ink-2">
          <LiveValue entity={main} />
        </span>
      )}
      <Icon name="caret-right" size={18} className="shrink-0 text-ink-3 rtl:rotate-180" />
    </Link>
  );
}
