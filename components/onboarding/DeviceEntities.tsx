'use client';

import type { DeviceDetail } from '@/lib/api/devices.ts';
import type { EntityOut } from '@/lib/api/entities.ts';
import { compareKinds } from '@/lib/browser/entity/arrange.ts';
import { EntityRow } from './EntityRow.tsx';

const PARTS: readonly { title: string; category: EntityOut['category'] }[] = [
  { title: 'Controls and readings', category: null },
  { title: 'Settings of the device', category: 'config' },
  { title: 'Diagnostics', category: 'diagnostic' },
];

/** Everything a device tells and takes, settings and diagnostics too, each to be named or hidden. */
export function DeviceEntities({ device }: { device: DeviceDetail }) {
  return PARTS.map(({ title, category }) => {
    const members = device.entities.filter((entity) => entity.category === category);
    if (members.length === 0) return null;
    return (
      <section key={title} aria-label={title}>
        <h2 className="mb-2.5 text-13 font-medium text-ink-3">
          {title} <span className="num">({members.length})</span>
        </h2>
        <ul className="divide-y divide-line rounded-tile border border-line bg-surface">
          {[...members].sort(compareKinds).map((entity) => (
            <EntityRow key={entity.id} entity={entity} />
          ))}
        </ul>
      </section>
    );
  });
}
