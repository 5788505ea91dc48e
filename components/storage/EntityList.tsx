'use client';

import { useMemo, useState } from 'react';
import { STORAGE_SORTS, type StorageSort, type StoredSeriesOut } from '@/lib/api/storage.ts';
import { countOf } from '@/lib/browser/explorer/words.ts';
import { searchStored, sortStored, storedEntities } from '@/lib/browser/storage/list.ts';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { EntityRow } from './EntityRow.tsx';

const SORT_WORDS: Readonly<Record<StorageSort, string>> = {
  bytes: 'Size',
  readings: 'Readings',
  rate: 'Pace',
  name: 'Name',
};
const PAGE = 40;

type Props = { series: readonly StoredSeriesOut[]; nameOf: (id: string) => string };

/** Everything that has a history, the largest first. */
export function EntityList({ series, nameOf }: Props) {
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<StorageSort>('bytes');
  const [most, setMost] = useState(PAGE);
  const entities = useMemo(
    () => storedEntities(series).map((one) => ({ ...one, name: nameOf(one.id) })),
    [series, nameOf],
  );
  const found = useMemo(
    () => sortStored(searchStored(entities, search), sort),
    [entities, search, sort],
  );
  if (entities.length === 0) return null;
  const largest = entities.reduce((top, { bytes }) => Math.max(top, bytes), 1);
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-17 font-semibold">What takes the room</h2>
      <div className="grid grid-cols-[minmax(0,1fr)_8.5rem] gap-2.5">
        <TextField
          label="Search"
          type="search"
          placeholder="Name, room, kind"
          value={search}
          onChange={({ target }) => {
            setSearch(target.value);
            setMost(PAGE);
          }}
        />
        <Select
          label="Order by"
          value={sort}
          onChange={(value) => setSort(STORAGE_SORTS.find((one) => one === value) ?? 'bytes')}
        >
          {STORAGE_SORTS.map((one) => (
            <option key={one} value={one}>
              {SORT_WORDS[one]}
            </option>
          ))}
        </Select>
      </div>
      <p role="status" className="mt-3 mb-2 text-13 text-ink-3">
        {found.length === entities.length
          ? countOf(entities.length, 'entity', 'entities')
          : `${found.length} of ${countOf(entities.length, 'entity', 'entities')}`}
      </p>
      {found.length > 0 && (
        <ul className="divide-y divide-line overflow-hidden rounded-tile border border-line bg-surface">
          {found.slice(0, most).map((entity) => (
            <li key={entity.id}>
              <EntityRow entity={entity} share={entity.bytes / largest} />
            </li>
          ))}
        </ul>
      )}
      {found.length > most && (
        <button
          type="button"
          onClick={() => setMost(most + 2 * PAGE)}
          className="mt-3 min-h-12 w-full rounded-tile border border-dashed border-edge text-15 text-ink-2"
        >
          Show more ({found.length - most})
        </button>
      )}
    </section>
  );
}
