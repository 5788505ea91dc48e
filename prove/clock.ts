import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { accountOf, greatest } from './account.ts';
import { BROKERS, type BrokerName } from './brokers.ts';
import { lacks } from './programs.ts';
import { type Finding, type Proof, withBrokers } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import type { Reading } from './rest.ts';
import { type Setting, withSetting } from './setting.ts';

const TOPIC = 'sensors/clock/count';
const PER_SECOND = 200;
const STAY_MS = 1_500;
/** What the machine's clock shows, in seconds beside the truth; a restart follows each that is marked. */
const COURSE = [
  { seconds: 3_600 },
  { seconds: 0 },
  { seconds: -3_600, restart: true },
  { seconds: 0 },
  { seconds: -86_400, restart: true },
  { seconds: 3_600 },
  { seconds: 0, restart: true },
] as const;
const RANGES = 7;

/** A machine whose clock is set forth and back while devices report. */
export const clock: Proof = {
  name: 'clock',
  promises: 'P7',
  about: 'the clock set by ±1 h and −1 day under load, with restarts in between',
  async *run({ broker, database }) {
    const library = await faketimeLibrary();
    if (library === null) {
      yield { about: 'clock', skipped: lacks('libfaketime', 'faketime') };
      return;
    }
    yield* withBrokers(BROKERS, broker, (name) => withClock(name, database, library));
  },
};

/** libfaketime for programs with threads; null: not installed. */
async function faketimeLibrary(): Promise<string | null> {
  for (const folder of ['/usr/lib', '/usr/lib64', '/usr/local/lib']) {
    const below = await readdir(folder).catch((): string[] => []);
    for (const place of ['', ...below.filter((name) => name.includes('linux-gnu'))]) {
      const files = await readdir(path.join(folder, place, 'faketime')).catch((): string[] => []);
      if (files.includes('libfaketimeMT.so.1'))
        return path.join(folder, place, 'faketime/libfaketimeMT.so.1');
    }
  }
  return null;
}

async function withClock(
  broker: BrokerName,
  database: 'sqlite' | 'postgresql',
  library: string,
): Promise<Finding> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inglenook-clock-'));
  const dial = path.join(folder, 'offset');
  const turn = (seconds: number) => writeFile(dial, `${seconds < 0 ? '' : '+'}${seconds}s\n`);
  await turn(0);
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: dial,
    FAKETIME_NO_CACHE: '1',
    // Setting a clock moves what it shows, and no timer.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  };
  try {
    return await withSetting({ broker, database, env }, (setting) =>
      turnAbout(setting, broker, turn),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function turnAbout(
  { home, rest, connect, announce, stored }: Setting,
  broker: BrokerName,
  turn: (seconds: number) => Promise<void>,
): Promise<Finding> {
  await announce(TOPIC);
  const acked: number[] = [];
  let first = 1;
  for (const [i, step] of COURSE.entries()) {
    const client = await connect(`prover-${i}`);
    const run = publishNumbers(client, { topic: TOPIC, qos: 1, first, perSecond: PER_SECOND });
    await delay(STAY_MS);
    await turn(step.seconds);
    await delay(STAY_MS);
    await run.stop();
    client.end(true);
    acked.push(...run.acked);
    first = run.next();
    if ('restart' in step) {
      if (broker === 'embedded') {
        await home.kill('broker');
        await home.start('broker');
      }
      await home.kill('recorder');
      await home.start('recorder');
    }
  }
  const kept = await stored(TOPIC, greatest(acked));
  const id = (await rest.fedBy(TOPIC))!;
  const readings = await rest.readings(id);
  const wentBack = readings.filter(([at], i) => i > 0 && at < readings[i - 1]![0]).length;
  const inRanges = await readInRanges(readings, (from, to) => rest.readings(id, from, to));
  return {
    about: `${broker}, ${COURSE.length} times`,
    account: accountOf(acked, kept),
    figures: { inRanges, wentBack },
    faults: [
      ...(inRanges === readings.length ? [] : ['ranges together hold another number of readings']),
      ...(wentBack === 0 ? [] : ['receive times go back']),
    ],
  };
}

/** How many readings there are in spans that together are the whole. */
async function readInRanges(
  readings: readonly Reading[],
  read: (from: number, to: number) => Promise<readonly Reading[]>,
): Promise<number> {
  const [begin, end] = [readings[0]![0], readings.at(-1)![0] + 1];
  const edges = Array.from({ length: RANGES + 1 }, (_, i) =>
    Math.round(begin + ((end - begin) * i) / RANGES),
  );
  let count = 0;
  for (let i = 0; i < RANGES; i++) count += (await read(edges[i]!, edges[i + 1]!)).length;
  return count;
}
