'use client';

import { useState } from 'react';
import { CARDS, CardList } from './CardList.tsx';
import { DeviceCard } from './DeviceCard.tsx';
import { useDevices } from './use-devices.ts';
import { useLiveEntities } from './use-live-entities.ts';

const PAGE = 12;

/** What plain topics look like, the surest guess first. */
export function Guesses() {
  const { data } = useDevices('new');
  const [most, setMost] = useState(PAGE);
  const guesses = (data ?? [])
    .filter(({ confidence }) => confidence < 1)
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
  const shown = guesses.slice(0, most);
  useLiveEntities(shown.flatMap(({ entities }) => entities.map(({ id }) => id)));
  return (
    <section aria-labelledby="guesses" className="mt-8">
      <h2 id="guesses" className="text-17 font-semibold">
        What it might be
      </h2>
      <p className="mt-1 text-13 text-ink-2">
        Guessed from the names of topics and the look of their values. Adopt what is right.
      </p>
      {data && guesses.length === 0 && <p className="mt-3 text-15 text-ink-2">No guess is open.</p>}
      <CardList items={guesses} most={most} columns={CARDS} onMore={() => setMost(most + 2 * PAGE)}>
        {(device) => <DeviceCard device={device} />}
      </CardList>
    </section>
  );
}
