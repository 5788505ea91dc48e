'use client';

import { useState } from 'react';
import { navigateQuery } from '@/lib/browser/page/location.ts';
import { ScreenHeader } from '../live/ScreenHeader.tsx';
import { Button } from '../ui/Button.tsx';
import { Chips } from '../ui/Chips.tsx';
import { JoinerCard } from './JoinerCard.tsx';
import { LinkButton } from './LinkButton.tsx';
import { Problem } from './Problem.tsx';
import { useAct } from './use-act.ts';
import { useBridges } from './use-bridges.ts';
import { useLiveEntities } from './use-live-entities.ts';
import { usePairing } from './use-pairing.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

const same = (base: string) => base;

/** A Zigbee device is let into the network of Zigbee2MQTT, named, and taken into the home. */
export function PairScreen({ query }: { query: URLSearchParams }) {
  const bridges = useBridges();
  // A bridge that starts while the page is open is heard too.
  useLiveEntities([]);
  const asked = query.get('base');
  const base = bridges.find((one) => one === asked) ?? bridges[0];
  return (
    <>
      <ScreenHeader title="Pair a Zigbee device" back="/more/devices" />
      {base === undefined ? (
        <NoBridge />
      ) : (
        <div className="flex flex-col gap-6 md:max-w-160">
          {bridges.length > 1 && (
            <Chips
              label="Network"
              value={base}
              options={bridges}
              words={same}
              onChoose={(one) => navigateQuery({ base: one }, { replace: true })}
            />
          )}
          <Pairing key={base} base={base} />
        </div>
      )}
    </>
  );
}

function NoBridge() {
  return (
    <div className="flex flex-col gap-4 md:max-w-160">
      <p className="text-15 text-ink-2">
        No Zigbee2MQTT has been heard on this broker. Point it here (in its settings under MQTT),
        and this page lets devices in. Zigbee devices on another bridge are paired there.
      </p>
      <div>
        <LinkButton href="/more/add-device">A password for Zigbee2MQTT</LinkButton>
      </div>
    </div>
  );
}

function Pairing({ base }: { base: string }) {
  const { until, joiners, ask, open, close } = usePairing(base);
  const left = useSecondsLeft(until);
  const { busy, problem, act } = useAct();
  const [added, setAdded] = useState<readonly string[]>([]);
  const isOpen = left > 0;
  return (
    <>
      <section
        aria-label="The network"
        className="flex flex-col gap-4 rounded-tile border border-line bg-surface p-4"
      >
        <ol className="flex list-decimal flex-col gap-1 ps-5 text-15 text-ink-2">
          <li>Open the network.</li>
          <li>Reset the device: most want a button held, or power switched a few times.</li>
          <li>Keep it close and awake until it is ready.</li>
        </ol>
        {isOpen ? (
          <div className="flex items-center gap-4">
            <p role="timer" aria-label="Open for" className="num min-w-20 text-28 font-semibold">
              {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
            </p>
            <p className="min-w-0 flex-1 text-13 text-ink-2">The network is open.</p>
            <Button disabled={busy} onClick={() => act(close)}>
              Stop
            </Button>
          </div>
        ) : (
          <Button look="strong" disabled={busy} onClick={() => act(open)}>
            {busy ? 'Asking Zigbee2MQTT …' : 'Open the network'}
          </Button>
        )}
        <Problem words={problem} />
      </section>
      <section aria-label="Devices that came" className="flex flex-col gap-2.5">
        {joiners.map((joiner) => (
          <JoinerCard
            key={joiner.address}
            base={base}
            joiner={joiner}
            isAdded={added.includes(joiner.address)}
            ask={ask}
            onAdded={() => setAdded((before) => [...before, joiner.address])}
          />
        ))}
        {isOpen && joiners.length === 0 && (
          <p className="flex items-center gap-3 text-15 text-ink-2">
            <span className="relative block h-0.5 w-10 overflow-hidden rounded-chip bg-inset">
              <span className="pending-line" />
            </span>
            Waiting for a device to join
          </p>
        )}
      </section>
    </>
  );
}
