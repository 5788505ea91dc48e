import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Chance, chance } from '../bench/chance.ts';
import { fill, withDatabase } from '../bench/history-fill.ts';
import { typicalSensors } from '../bench/sensors.ts';
import { hasPostgres, startPostgres } from '../tests/support/postgres.ts';
import { childEnv } from '../tests/support/roles.ts';
import { until } from '../tests/support/until.ts';
import { accountOf, greatest } from './account.ts';
import { obstacleTo } from './brokers.ts';
import { lacks } from './programs.ts';
import type { Finding, Options, Proof } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { compareHomes } from './same-home.ts';
import { type Setting, startSetting } from './setting.ts';

const TOPIC = 'sensors/moving/count';
const PER_SECOND = 200;
const KILLS = 5;
const DAYS = 20;
const DAY_MS = 86_400_000;

/** A home that moves to PostgreSQL and back while its devices report. */
export const copy: Proof = {
  name: 'copy',
  promises: 'P2',
  about: 'a home moves to PostgreSQL and back under load; the copy is killed on its way',
  async *run({ broker, rounds = KILLS, long, seed }) {
    const name = broker ?? 'embedded';
    const skipped = (await hasPostgres()) ? obstacleTo(name) : lacks('PostgreSQL', 'postgresql');
    if (skipped !== null) {
      yield { about: name, skipped };
      return;
    }
    yield* moveToAndFro({ broker: name, kills: rounds, days: long ? 10 * DAYS : DAYS, seed });
  },
};

type Course = Pick<Options, 'seed'> & {
  readonly broker: NonNullable<Options['broker']>;
  readonly kills: number;
  /** Of a past that is there before. */
  readonly days: number;
};

export async function* moveToAndFro(course: Course): AsyncGenerator<Finding> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inglenook-move-'));
  const server = await startPostgres();
  const [first, last] = ['before.db', 'after.db'].map((name) => path.join(folder, name));
  const urls = [`file:${first}`, server.url('postgres'), `file:${last}`];
  try {
    const to = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    await withDatabase(first!, (db) =>
      fill(db, typicalSensors(), { from: to - course.days * DAY_MS, to }),
    );
    const setting = await startSetting({
      broker: course.broker,
      env: { DATABASE_URL: urls[0]! },
    });
    try {
      await furnish(setting);
      const acked: number[] = [];
      for (const [i, way] of ['SQLite to PostgreSQL', 'PostgreSQL to SQLite'].entries())
        yield await move(setting, course, acked, { way, from: urls[i]!, to: urls[i + 1]! });
    } finally {
      await setting.stop();
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What else a home has: names, rules, corrections, people's and devices' keys. */
async function furnish({ home, announce, rest }: Setting): Promise<void> {
  await announce(TOPIC);
  const token = await home.token('admin');
  const say = async (method: string, where: string, body: unknown) => {
    const answer = await fetch(`${home.url}/api/v1${where}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${where} answered ${answer.status}: ${await answer.text()}`);
  };
  const [one, other] = [1, 2].map((number) => `sensor.bench_power-every-10-s-${number}`);
  const path = `/entities/${encodeURIComponent(one!)}`;
  await say('PATCH', path, { name: 'Öl “1”', room: 'Keller', hidden: true });
  const rule = { rawDays: 5, summaryDays: null };
  await say('PUT', `/retention/${encodeURIComponent(`entity:${other}`)}`, rule);
  const span = { from: '2020-01-01T00:00:00Z', to: new Date().toISOString() };
  const { readings = [] } = await rest.series(one!, { ...span, resolution: 'raw' });
  const wrong = { property: 'value', value: null, reason: 'proof' };
  await say('POST', `${path}/corrections`, { ...wrong, time: readings[0]![0] });
  if (home.roles.has('broker')) await home.mqttUser('furniture');
}

type Way = { readonly way: string; readonly from: string; readonly to: string };

/** `acked`: all that was acknowledged so far, which must be there in the end. */
async function move(
  { home, connect, stored }: Setting,
  { seed, kills, days }: Course,
  acked: number[],
  { way, from, to }: Way,
): Promise<Finding> {
  const random = chance(seed);
  const begin = (i: number) => ({ topic: TOPIC, qos: 1 as const, first: i, perSecond: PER_SECOND });
  const before = await connect(`prover-before ${way}`);
  const run = publishNumbers(before, begin((acked.at(-1) ?? 0) + 1));
  await until(() => run.acked.length > 100);
  const died = await killCopies(home.env, random, kills, from, to);
  const said = await home.cli('database', 'copy', '--from', from, '--to', to);
  const faults = said.includes('Now restart Inglenook') ? [] : [`the copy said: ${said}`];
  // A while in which what is new has nowhere to go but the broker.
  await delay(1_000);
  const roles = [...home.roles.keys()];
  for (const role of roles) await home.kill(role);
  const { tables, rows, different } = await compareHomes(from, to);
  if (different.length > 0) faults.push(`not the same: ${different.join(', ')}`);
  home.env.DATABASE_URL = to;
  for (const role of roles) await home.start(role);
  await run.stop();
  acked.push(...run.acked);
  const after = await connect(`prover-after ${way}`);
  const rest = publishNumbers(after, begin(run.next()));
  await until(() => rest.acked.length > 2 * PER_SECOND);
  await rest.stop();
  acked.push(...rest.acked);
  for (const client of [before, after]) client.end(true);
  return {
    about: `${way}, ${days} days of a past`,
    account: accountOf(acked, await stored(TOPIC, greatest(acked))),
    figures: { 'copies killed': died, tables, rows },
    faults,
  };
}

/** Copies that die on their way, each later than the one before; how many did before their end. */
async function killCopies(
  env: Record<string, string>,
  random: Chance,
  kills: number,
  from: string,
  to: string,
): Promise<number> {
  let died = 0;
  for (let i = 0; i < kills; i++) {
    const args = ['build/cli.js', 'database', 'copy', '--from', from, '--to', to];
    const child = spawn(process.execPath, args, { env: childEnv(env), stdio: 'ignore' });
    const end = new Promise<NodeJS.Signals | null>((resolve) =>
      child.once('exit', (_, signal) => resolve(signal)),
    );
    await Promise.race([end, delay(500 + (i + random.share()) * 400)]);
    child.kill('SIGKILL');
    if ((await end) !== null) died++;
  }
  return died;
}
