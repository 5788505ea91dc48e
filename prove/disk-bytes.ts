import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { accountOf, together } from './account.ts';
import type { Finding, Proof } from './proof.ts';
import { type Setting, withSetting } from './setting.ts';

const SENSORS = 100;
const PER_SECOND = 20;
const MINUTES = 10;
const HOUR_MINUTES = 60;
const MOST_BYTES = 100;
/** Each sensor is heard of before it is measured: what is new in a home is written at once. */
const SETTLE_MS = 12_000;

/** What a process had written to disk so far: pages made dirty, and bytes handed to the system. */
type Written = { readonly disk: number; readonly calls: number };

const topicOf = (sensor: number) => `sensors/room${sensor}/temperature`;

/** Bytes that reach the disk for each reading of a home at its everyday pace. */
export const diskBytes: Proof = {
  name: 'disk-bytes',
  promises: 'an SD card lives long',
  about: `bytes written to disk for each reading, at ${PER_SECOND} readings/s (rounds: minutes)`,
  async *run({ rounds, long, broker, database }) {
    if (process.platform !== 'linux') {
      yield { about: 'disk bytes', skipped: 'needs /proc of Linux' };
      return;
    }
    const minutes = rounds ?? (long ? HOUR_MINUTES : MINUTES);
    yield await withSetting({ broker: broker ?? 'embedded', database }, (setting) =>
      measure(setting, minutes),
    );
  },
};

async function measure(setting: Setting, minutes: number): Promise<Finding> {
  const { home, rest, connect, stored } = setting;
  const device = await connect('prover');
  const acked: number[][] = Array.from({ length: SENSORS }, () => []);
  let sent = 0;
  const round = async (until: () => boolean) => {
    const begin = performance.now();
    for (let i = 0; !until(); i++) {
      publish(device, sent % SENSORS, Math.floor(sent / SENSORS), acked);
      sent++;
      const due = begin + ((i + 1) * 1_000) / PER_SECOND;
      await delay(Math.max(0, due - performance.now()));
    }
  };
  await round(() => sent >= SENSORS);
  await delay(SETTLE_MS);

  const before = writtenBy(setting);
  const counted = sent;
  const end = performance.now() + minutes * 60_000;
  await round(() => performance.now() > end);
  // What still waits for its commit belongs to what is measured.
  await delay(SETTLE_MS);
  const after = writtenBy(setting);
  const readings = sent - counted;
  const perReading = (role: string, kind: keyof Written) =>
    Math.round(((after[role]?.[kind] ?? 0) - (before[role]?.[kind] ?? 0)) / readings);

  const accounts = [];
  for (let sensor = 0; sensor < SENSORS; sensor++) {
    const last = acked[sensor]!.at(-1)!;
    accounts.push(accountOf(acked[sensor]!, await stored(topicOf(sensor), last)));
  }
  const recorder = perReading('recorder', 'disk');
  const figures: Record<string, number | string> = {
    'recorder, bytes a reading': recorder,
    '  handed over': perReading('recorder', 'calls'),
  };
  if (home.roles.has('broker')) figures['broker (QoS 1)'] = perReading('broker', 'disk');
  const health = await rest.health();
  return {
    about: `${minutes} minutes, ${readings} readings`,
    account: together(accounts),
    figures,
    faults: [
      ...(recorder <= MOST_BYTES ? [] : [`more than ${MOST_BYTES} bytes a reading`]),
      ...(health === 'ok' ? [] : [`the home is ${health}`]),
    ],
  };
}

function publish(device: MqttClient, sensor: number, count: number, acked: number[][]): void {
  const value = Math.round(200 + count) / 10;
  device.publish(topicOf(sensor), value.toFixed(1), { qos: 1 }, (error) => {
    if (!error) acked[sensor]!.push(value);
  });
}

function writtenBy({ home }: Setting): Record<string, Written> {
  const entries = [...home.roles].map(([role, { pid }]) => {
    const text = readFileSync(`/proc/${pid}/io`, 'utf8');
    const number = (name: string) => Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(text)?.[1]);
    return [role, { disk: number('write_bytes'), calls: number('wchar') }];
  });
  return Object.fromEntries(entries);
}
