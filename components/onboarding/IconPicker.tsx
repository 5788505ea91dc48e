'use client';

import { useId, useState } from 'react';
import { findIcons } from '@/lib/browser/entity/icon-choices.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { TextField } from '../ui/TextField.tsx';
import { MdiIcon } from './MdiIcon.tsx';

type Props = {
  /** `mdi:…`; null: the drawing of its kind. */
  value: string | null;
  onChange: (icon: string | null) => void;
};

const SHOWN = 60;

/** A drawing for an entity: searched by what it shows, in English, or named. */
export function IconPicker({ value, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  const name = value?.replace(/^mdi:/, '') ?? null;
  return (
    <div>
      <p className="mb-1.5 text-13 font-medium text-ink-2">Icon</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
          {name === null ? (
            <Icon name="squares-four" size={20} />
          ) : (
            <MdiIcon name={name} size={20} />
          )}
          {name === null ? 'Choose an icon' : name.replaceAll('-', ' ')}
        </Button>
        {name !== null && (
          <Button look="quiet" className="px-3" onClick={() => onChange(null)}>
            Back to its own
          </Button>
        )}
      </div>
      <div id={panel}>
        {open && (
          <Choices
            chosen={name}
            onChoose={(icon) => {
              onChange(`mdi:${icon}`);
              setOpen(false);
            }}
          />
        )}
      </div>
    </div>
  );
}

type ChoicesProps = { chosen: string | null; onChoose: (name: string) => void };

function Choices({ chosen, onChoose }: ChoicesProps) {
  const [search, setSearch] = useState('');
  const found = findIcons(search).slice(0, SHOWN);
  return (
    <div className="mt-3 flex flex-col gap-2 rounded-control border border-line p-3">
      <TextField
        label="Search icons"
        type="search"
        placeholder="lamp, pump, mdi:…"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <ul className="grid max-h-64 grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))] gap-1 overflow-y-auto">
        {found.map((icon) => (
          <li key={icon.name}>
            <button
              type="button"
              aria-label={icon.name.replaceAll('-', ' ')}
              title={icon.name.replaceAll('-', ' ')}
              aria-pressed={icon.name === chosen}
              onClick={() => onChoose(icon.name)}
              className="grid size-11 place-items-center rounded-control text-ink-2 hover:bg-inset aria-pressed:bg-ink aria-pressed:text-bg"
            >
              <MdiIcon name={icon.name} />
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="text-13 text-ink-3">Nothing found.</p>}
    </div>
  );
}
