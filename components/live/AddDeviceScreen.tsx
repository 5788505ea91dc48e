'use client';

import { type FormEvent, useState } from 'react';
import { ApiError, send } from '@/lib/browser/api-client.ts';
import { useHomeInfo } from '@/lib/browser/store/use-home.ts';
import { RowLink } from '../onboarding/RowLink.tsx';
import { useBridges } from '../onboarding/use-bridges.ts';
import { useLiveEntities } from '../onboarding/use-live-entities.ts';
import { Button } from '../ui/Button.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { TextField } from '../ui/TextField.tsx';
import { FirstMessage } from './FirstMessage.tsx';
import { ScreenHeader } from './ScreenHeader.tsx';

type Credential = { readonly username: string; readonly password: string };

/** The four ways into the home; the last one lets a device into the broker. */
export function AddDeviceScreen() {
  const canPair = useBridges().length > 0;
  // A bridge that starts while the page is open is heard too.
  useLiveEntities([]);
  return (
    <>
      <ScreenHeader title="Add a device" back="/more" />
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-2">
        <div className="flex flex-col gap-2.5">
          <RowLink
            href="/more/devices"
            icon="bell-ringing"
            title="It announces itself"
            line="Tasmota, Shelly, ESPHome, Zigbee2MQTT and many more wait in the inbox as soon as they reach the broker"
          />
          <RowLink
            href="/more/devices/pair"
            icon="wifi-high"
            title="A Zigbee device"
            line={
              canPair
                ? 'Open the network of Zigbee2MQTT and let it in'
                : 'With Zigbee2MQTT, which has not been heard here yet'
            }
          />
          <RowLink
            href="/more/devices/new"
            icon="pencil"
            title="By hand"
            line="It speaks on topics of its own: name them, and see at once what they say"
          />
          <RowLink
            href="/more/devices/listen"
            icon="pulse"
            title="No idea"
            line="Listen to what the broker carries, and what it might be"
          />
        </div>
        <Password />
      </div>
    </>
  );
}

/** A password of its own for something that speaks MQTT, what to enter there, and its first word. */
function Password() {
  const [credential, setCredential] = useState<Credential | null>(null);
  // A snapshot kept by an older version does not say.
  const broker = useHomeInfo()?.broker ?? { port: 1883 };
  return (
    <section aria-labelledby="password">
      <h2 id="password" className="mb-2 text-17 font-semibold">
        A sensor that speaks MQTT
      </h2>
      {broker.port === null ? (
        <Elsewhere />
      ) : credential ? (
        <Ready credential={credential} port={broker.port} />
      ) : (
        <Ask onMade={setCredential} />
      )}
    </section>
  );
}

function Ask({ onMade }: { onMade: (credential: Credential) => void }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function create(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      onMade(await send<Credential>('POST', '/mqtt-users', { name: name.trim() }));
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : 'That did not work.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={create} className="flex flex-col gap-4 md:max-w-160">
      <p className="text-15 text-ink-2">
        Every device gets a password of its own, so that you can shut one out without touching the
        rest.
      </p>
      <TextField
        label="Name of the device"
        placeholder="window sill"
        value={name}
        required
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      {problem && (
        <p role="alert" className="text-13 text-warn">
          {problem}
        </p>
      )}
      <Button type="submit" look="strong" disabled={busy || name.trim() === ''}>
        Create password
      </Button>
    </form>
  );
}

/** Another broker serves, and it alone decides who may come in. */
function Elsewhere() {
  return (
    <div className="flex flex-col gap-5">
      <p className="text-15 text-ink-2">
        This home uses a broker of its own choice. Create a user for the device there, point the
        device at it, and it appears here with its first message.
      </p>
      <FirstMessage />
    </div>
  );
}

function Ready({ credential, port }: { credential: Credential; port: number }) {
  const { username, password } = credential;
  const host = window.location.hostname;
  const line = [
    `mosquitto_pub -h ${host} -p ${port} -u ${username} -P '${password}'`,
    `-t sensors/${username}/temperature -m 21.5 -q 1 -r`,
  ].join(' ');
  return (
    <div className="flex flex-col gap-5">
      <CopyField label="Broker" text={`${host}:${port}`} />
      <CopyField
        label="User and password"
        text={`${username}:${password}`}
        testId="mqtt-credential"
      />
      <p className="-mt-3 text-13 text-ink-3">The password is shown this once.</p>
      <CopyField label="Try it in a terminal" text={line} />
      <FirstMessage />
      <Disclosure title="What can it send?">
        <ul className="flex flex-col gap-2 pb-3 text-13 text-ink-2">
          <li>
            Home Assistant discovery (Zigbee2MQTT, Tasmota, ESPHome and many more) needs nothing
            else.
          </li>
          <li>
            <code>sensors/&lt;device&gt;/&lt;quantity&gt;</code> with a number
          </li>
          <li>
            <code>lights/&lt;device&gt;/state</code> with{' '}
            <code>{'{"state":"on","brightness":40}'}</code>; commands come on{' '}
            <code>control/lights/&lt;device&gt;</code>
          </li>
          <li>
            <code>devices/&lt;device&gt;/status</code> with online or offline, as its last will
          </li>
        </ul>
      </Disclosure>
    </div>
  );
}
