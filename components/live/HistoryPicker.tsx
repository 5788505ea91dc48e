'use client';

import { useState } from 'react';
import { MOST_SERIES } from '@/lib/browser/history/history-range.ts';
import type { EntityView } from '@/lib/browser/store/entity-view.ts';
import { sameItems, useHome, useRuntime } from '@/lib/browser/store/use-home.ts';
import { seriesColour } from '../history/series-colour.ts';
import { Icon } from '../ui/Icon.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { TextField } from '../ui/TextField.tsx';

type Props = { chosen: readonly string[]; onChange: (ids: readonly string[]) => void };

const selectIds = (views: readonly EntityView[]) => views.map(({ id }) => id);

/** The series on the charts: take one away, add another. */
export function HistoryPicker({ chosen, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const { store } = useRuntime();
  useHome(selectIds, sameItems);
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {chosen.map((id, i) => (
        <span
          key={id}
          className="flex min-h-11 max-w-full items-center gap-2 rounded-chip border border-line bg-surface ps-3.5 text-13"
        >
          <span
            className="size-2.5 shrink-0 rounded-chip"
            style={{ background: seriesColour(i) }}
          />
          <span className="truncate">{store.view(id)?.fullName ?? id}</span>
          <button
            type="button"
            aria-label={`Remove ${store.view(id)?.fullName ?? id}`}
            onClick={() => onChange(chosen.filter((other) => other !== id))}
            className="grid size-11 shrink-0 place-items-center rounded-chip text-ink-3"
          >
            <Icon name="x" size={16} />
          </button>
        </span>
      ))}
      <button
        type="button"
        disabled={chosen.length >= MOST_SERIES}
        onClick={() => setOpen(true)}
        className="flex min-h-11 items-center gap-1.5 rounded-chip border border-dashed border-edge px-4 text-13 text-ink-2"
      >
        <Icon name="plus" size={16} />
        {chosen.length < MOST_SERIES ? 'Add series' : `${MOST_SERIES} series at most`}
      </button>
      <Sheet open={open} onClose={() => setOpen(false)} title="Add series">
        <Choices
          chosen={chosen}
          onChoose={(id) => {
            onChange([...chosen, id]);
            setOpen(false);
          }}
        />
      </Sheet>
    </div>
  );
}

function Choices({
  chosen,
  onChoose,
}: {
  chosen: readonly string[];
  onChoose: (id: string) => void;
}) {
  const [text, setText] = useState('');
  const { store } = useRuntime();
  const ids = useHome(selectIds, sameItems);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = ids
    .flatMap((id) => store.view(id) ?? [])
    .filter((view) => !chosen.includes(view.id))
    .filter((view) => {
      const haystack = `${view.fullName} ${view.room ?? ''} ${view.id}`.toLowerCase();
      return words.every((word) => haystack.includes(word));
    })
    .slice(0, 100);
  return (
    <div className="flex flex-col gap-2 pb-2">
      <TextField
        label="Search"
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul>
        {found.map((view) => (
          <li key={view.id}>
            <button
              type="button"
              onClick={() => onChoose(view.id)}
              className="flex min-h-12 w-full flex-col justify-center border-b border-line py-1.5 text-start"
            >
              <span className="text-15">{view.fullName}</span>
              <span className="text-13 text-ink-3">{view.room ?? view.id}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="py-6 text-center text-13 text-ink-3">Nothing found.</p>}
    </div>
  );
}
