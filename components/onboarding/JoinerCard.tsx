'use client';

import { useState } from 'react';
import { entitiesAt } from '@/lib/browser/devices/bridges.ts';
import { deviceHref } from '@/lib/browser/devices/device-href.ts';
import { type Joiner, joinWords } from '@/lib/browser/devices/pairing.ts';
import { useRuntime, useStructure } from '@/lib/browser/store/use-home.ts';
import { interview, rename } from '@/lib/domain/dialect/zigbee2mqtt/bridge-requests.ts';
import { Button } from '../ui/Button.tsx';
import { Toggle } from '../ui/Toggle.tsx';
import { AdoptForm } from './AdoptForm.tsx';
import { LinkButton } from './LinkButton.tsx';
import { Problem } from './Problem.tsx';
import { useAct } from './use-act.ts';
import { useDevice } from './use-devices.ts';
import { useLiveEntities } from './use-live-entities.ts';
import type { Ask } from './use-pairing.ts';

type Props = {
  base: string;
  joiner: Joiner;
  isAdded: boolean;
  ask: Ask;
  onAdded: () => void;
};

/** A device on its way into the network; once it has told what it is, into the home. */
export function JoinerCard({ base, joiner, isAdded, ask, onAdded }: Props) {
  const { store } = useRuntime();
  useStructure();
  const { busy, problem, act } = useAct();
  const members = entitiesAt(store.all(), joiner.address);
  useLiveEntities(members.map(({ id }) => id));
  const deviceId = members[0]?.device?.id;
  const { phase, supported } = joiner;
  const isUnderWay = phase === 'joined' || phase === 'interviewing';
  return (
    <article
      aria-label={titleOf(joiner)}
      data-joiner={joiner.address}
      className="relative flex flex-col gap-3 overflow-hidden rounded-tile border border-line bg-surface p-4"
    >
      <div>
        <h2 className="text-15 font-medium break-words">{titleOf(joiner)}</h2>
        {titleOf(joiner) !== joiner.address && (
          <p className="text-13 text-ink-3">{joiner.address}</p>
        )}
        <p
          role="status"
          className={`text-15 ${phase === 'failed' || supported === false ? 'text-warn' : 'text-ink-2'}`}
        >
          {isAdded ? 'In the home' : joinWords(joiner)}
        </p>
      </div>
      {phase === 'failed' && (
        <Button
          className="self-start"
          disabled={busy}
          onClick={() =>
            act(() => ask((transaction) => interview(base, joiner.address, transaction)))
          }
        >
          Ask it again
        </Button>
      )}
      <Problem words={problem} />
      {isAdded && deviceId !== undefined && (
        <div>
          <LinkButton href={deviceHref(deviceId)}>Its page</LinkButton>
        </div>
      )}
      {!isAdded && phase === 'ready' && deviceId !== undefined && (
        <Adopt {...{ base, joiner, deviceId, ask, onAdded }} />
      )}
      {isUnderWay && <span className="pending-line" />}
    </article>
  );
}

/** What it is, as far as it has told; else the name it was given. */
function titleOf({ description, vendor, model, friendlyName }: Joiner): string {
  return description ?? ([vendor, model].filter(Boolean).join(' ') || friendlyName);
}

function Adopt({
  base,
  joiner,
  deviceId,
  ask,
  onAdded,
}: Omit<Props, 'isAdded'> & { deviceId: string }) {
  const { data: device } = useDevice(deviceId);
  const [renames, setRenames] = useState(true);
  if (!device) return null;
  // Until somebody names it, its address stands for it.
  const isNameless = joiner.friendlyName === joiner.address;
  return (
    <AdoptForm
      device={device}
      suggestion={isNameless ? titleOf(joiner) : undefined}
      onName={async (name) => {
        if (!renames || name === joiner.friendlyName) return;
        await ask((transaction) => rename(base, joiner.address, name, transaction));
      }}
      extra={<Toggle label="Call it that in Zigbee2MQTT too" on={renames} onChange={setRenames} />}
      onDone={onAdded}
    />
  );
}
