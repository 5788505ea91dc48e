'use client';

import { useState } from 'react';
import type { DeviceDetail } from '@/lib/api/devices.ts';
import { byName, byNews, searchDevices } from '@/lib/browser/devices/devices-list.ts';
import type { Adoption } from '@/lib/domain/entity/adoption.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { Empty } from '../ui/Empty.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Link } from '../ui/Link.tsx';
import { TextField } from '../ui/TextField.tsx';
import { AdoptAll } from './AdoptAll.tsx';
import { CARDS, CardList, ROWS } from './CardList.tsx';
import { DeviceCard } from './DeviceCard.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { Loading } from './Loading.tsx';
import { useDevices } from './use-devices.ts';
import { useLiveEntities } from './use-live-entities.ts';
import { WaysIn } from './WaysIn.tsx';

type Tab = 'new' | 'all' | 'ignored';

const TABS: Readonly<Record<Tab, { name: string; adoption: Adoption | null; empty: string }>> = {
  new: { name: 'New', adoption: 'new', empty: 'Nothing new: every device has been looked at.' },
  all: { name: 'All', adoption: null, empty: 'No device has been heard yet.' },
  ignored: { name: 'Ignored', adoption: 'ignored', empty: 'No device is ignored.' },
};

const tabOf = (query: URLSearchParams): Tab => {
  const asked = query.get('tab');
  return asked === 'all' || asked === 'ignored' ? asked : 'new';
};

/** The devices: what was newly heard and waits for a decision, all of them, those left aside. */
export function DevicesScreen({ query }: { query: URLSearchParams }) {
  const tab = tabOf(query);
  return (
    <>
      <ScreenHeader
        title="Devices"
        back="/more"
        actions={
          <Link
            href="/more/add-device"
            aria-label="Add a device"
            className="grid size-11 place-items-center rounded-chip text-ink-2"
          >
            <Icon name="plus" />
          </Link>
        }
      />
      <nav aria-label="Which devices" className="flex gap-2">
        {(Object.keys(TABS) as Tab[]).map((one) => (
          <Link
            key={one}
            href={one === 'new' ? '/more/devices' : `/more/devices?tab=${one}`}
            aria-current={one === tab ? 'page' : undefined}
            className="inline-flex min-h-11 items-center rounded-chip border border-line bg-surface px-4 text-15 text-ink-2 aria-[current=page]:border-ink aria-[current=page]:bg-ink aria-[current=page]:font-medium aria-[current=page]:text-bg"
          >
            {TABS[one].name}
          </Link>
        ))}
      </nav>
      <List key={tab} tab={tab} />
    </>
  );
}

const PAGE = 30;
/** So many are seen at a glance. */
const FEW = 5;

function List({ tab }: { tab: Tab }) {
  const { adoption, empty } = TABS[tab];
  const { data, error, isPending } = useDevices(adoption);
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(PAGE);
  const sorted = [...(data ?? [])].sort(tab === 'new' ? byNews : byName);
  const found = searchDevices(sorted, search);
  const shown = found.slice(0, most);
  useLiveEntities(shown.flatMap(({ entities }) => entities.map(({ id }) => id)));
  return (
    <>
      {((data && data.length > FEW) || search !== '') && (
        <TextField
          className="mt-4 md:max-w-96"
          label="Search"
          type="search"
          placeholder="Name, room, maker, topic"
          value={search}
          onChange={({ target }) => {
            setSearch(target.value);
            setMost(PAGE);
          }}
        />
      )}
      <p role="status" className="mt-4 text-13 text-ink-3">
        {error && !data ? error.message : data && data.length > 0 && countWords(found, data)}
      </p>
      {isPending && <Loading rows={3} />}
      {data?.length === 0 && <Empty sentence={empty} />}
      {tab === 'new' && <AdoptAll devices={found} isSearch={search.trim() !== ''} />}
      <CardList
        items={found}
        most={most}
        columns={tab === 'new' ? CARDS : ROWS}
        onMore={() => setMost(most + 2 * PAGE)}
      >
        {(device) =>
          tab === 'new' ? <DeviceCard device={device} /> : <DeviceRow device={device} />
        }
      </CardList>
      {tab === 'new' && !isPending && <WaysIn />}
    </>
  );
}

function countWords(found: readonly DeviceDetail[], all: readonly DeviceDetail[]): string {
  const words = `${all.length} ${all.length === 1 ? 'device' : 'devices'}`;
  return found.length === all.length ? words : `${found.length} of ${words}`;
}
