'use client';

import { useId, useState } from 'react';
import type { EntityOut } from '@/lib/api/entities.ts';
import { iconOf, mdiFile } from '@/lib/browser/entity/icon-of.ts';
import { Icon } from '../ui/Icon.tsx';
import { EntityForm } from './EntityForm.tsx';
import { entityName } from './LiveChips.tsx';
import { LiveValue } from './LiveValue.tsx';
import { MdiIcon } from './MdiIcon.tsx';

/** One thing a device tells or takes, with its value; opened, it can be named, drawn, hidden. */
export function EntityRow({ entity }: { entity: EntityOut }) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  return (
    <li data-entity-row={entity.id}>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
        className="flex min-h-14 w-full items-center gap-3 px-4 py-2 text-start"
      >
        <span className={entity.hidden ? 'text-ink-3' : 'text-ink-2'}>
          {mdiFile(entity.icon) === null ? (
            <Icon name={iconOf(entity)} size={20} />
          ) : (
            <MdiIcon name={(entity.icon ?? '').slice(4)} size={20} />
          )}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-15">{entityName(entity)}</span>
          {(entity.hidden || !entity.enabled) && (
            <span className="block text-13 text-ink-3">
              {entity.hidden ? 'Hidden' : 'Off unless asked for'}
            </span>
          )}
        </span>
        <span className="max-w-[45%] truncate text-15 text-ink-2">
          <LiveValue entity={entity} />
        </span>
        <Icon
          name="caret-right"
          size={16}
          className={`shrink-0 text-ink-3 transition-transform duration-200 ${open ? 'rotate-90' : 'rtl:rotate-180'}`}
        />
      </button>
      <div id={panel}>{open && <EntityForm entity={entity} onDone={() => setOpen(false)} />}</div>
    </li>
  );
}
