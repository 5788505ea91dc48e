'use client';

import { useState } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { byNews, searchDevices } from '@/lib/browser/devices/devices-list.ts';
import { dialectWords } from '@/lib/browser/words/dialect-words.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Icon } from '../ui/Icon.tsx';
import { TextField } from '../ui/TextField.tsx';
import { DeviceIcon } from './DeviceIcon.tsx';
import { Loading } from './Loading.tsx';
import { Replaced } from './Replaced.tsx';
import { ReplacePairs } from './ReplacePairs.tsx';
import { useDevice, useDevices } from './use-devices.ts';

const MOST = 40;

/** Another device takes the place of this one, and goes on with its history. */
export function ReplaceScreen({ id }: { id: string }) {
  const { data: device, error } = useDevice(id);
  const [successor, setSuccessor] = useState<DeviceDetail | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  if (done) return <Replaced {...done} />;
  return (
    <>
      <ScreenHeader title={device ? `Replace ${device.name}` : 'Replace'} back={deviceHref(id)} />
      {!device && !error && <Loading rows={3} />}
      {error && !device && <Empty sentence={error.message} />}
      {device && successor === null && <Choose old={device} onChoose={setSuccessor} />}
      {device && successor !== null && (
        <ReplacePairs
          old={device}
          successor={successor}
          onBack={() => setSuccessor(null)}
          onDone={setDone}
        />
      )}
    </>
  );
}

export type Done = {
  readonly name: string;
  readonly deviceId: string;
  /** Entities that go on. */
  readonly entities: readonly string[];
  /** False: the recorder is away and does it later. */
  readonly carriedOut: boolean;
};

function Choose({ old, onChoose }: { old: DeviceDetail; onChoose: (one: DeviceDetail) => void }) {
  const { data, isPending } = useDevices(null);
  const [search, setSearch] = useState('');
  const kinds = new Set(old.entities.map(({ kind }) => kind));
  const fits = ({ entities }: DeviceDetail) => entities.some(({ kind }) => kinds.has(kind));
  const others = (data ?? []).filter((device) => device.id !== old.id && fits(device));
  const found = searchDevices([...others].sort(byNews), search).slice(0, MOST);
  return (
    <section aria-labelledby="choose" className="md:max-w-160">
      <h2 id="choose" className="text-15 text-ink-2">
        Which device takes its place? The newest come first.
      </h2>
      <TextField
        className="mt-3"
        label="Search"
        type="search"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      {isPending && <Loading rows={3} />}
      <ul className="mt-3 flex flex-col gap-2.5">
        {found.map((device) => (
          <li key={device.id}>
            <button
              type="button"
              onClick={() => onChoose(device)}
              className="flex min-h-19 w-full items-center gap-3.5 rounded-tile border border-line bg-surface px-4 py-3 text-start"
            >
              <DeviceIcon device={device} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-15 font-medium">{device.name}</span>
                <span className="block truncate text-13 text-ink-2">
                  {[device.room, dialectWords(device.dialect), device.adoption === 'new' && 'new']
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <Icon name="caret-right" size={18} className="shrink-0 text-ink-3 rtl:rotate-180" />
            </button>
          </li>
        ))}
      </ul>
      {!isPending && found.length === 0 && (
        <p className="mt-6 text-15 text-ink-2">
          No other device here could go on for it. Add the new one first.
        </p>
      )}
    </section>
  );
}
