'use client';

import type { EntityOut } from '@/lib/api/entities.ts';
import { compareKinds } from '@/lib/browser/entity/arrange.ts';
import { readable } from '@/lib/browser/words/words.ts';
import { LiveValue } from './LiveValue.tsx';

type Props = { entities: readonly EntityOut[]; most?: number };

/** What a device says, a line each: the most telling first. */
export function LiveChips({ entities, most = 4 }: Props) {
  const told = tellingFirst(entities);
  const more = entities.length - Math.min(most, told.length);
  return (
    <ul className="flex flex-wrap gap-1.5">
      {told.slice(0, most).map((entity) => (
        <li
          key={entity.id}
          className="flex max-w-full min-w-0 gap-1.5 rounded-chip bg-inset px-3 py-1 text-13"
        >
          <span className="truncate text-ink-2">{entityName(entity)}</span>
          <span className="max-w-50 truncate font-medium">
            <LiveValue entity={entity} />
          </span>
        </li>
      ))}
      {more > 0 && <li className="px-1 py-1 text-13 text-ink-3">{more} more</li>}
    </ul>
  );
}

/** Without settings and what looks after the device itself, if there is anything else. */
export function tellingFirst(entities: readonly EntityOut[]): readonly EntityOut[] {
  const own = entities.filter(({ category, enabled }) => category === null && enabled);
  return [...(own.length > 0 ? own : entities)].sort(compareKinds);
}

/** An entity by its own name; the main feature of a device by what it is. */
export const entityName = ({ name, deviceClass, kind }: EntityOut): string =>
  name ?? readable(deviceClass ?? kind);
