import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { type Chance, chance } from '../bench/chance.ts';
import { flawsOf } from '../tests/support/sqlite.ts';
import { until } from '../tests/support/until.ts';
import { accountOf } from './account.ts';
import { findProgram, lacks } from './programs.ts';
import type { Finding, Proof } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, startSetting } from './setting.ts';

type Role = 'broker' | 'recorder';
const ROLES: readonly Role[] = ['broker', 'recorder'];
const TOPIC = 'sensors/crash/count';
const POINTS = 200;
/** Of all points a sample that changes with the seed. */
const SAMPLE = 16;
/** A role that does not come to its point in time is killed there. */
const PATIENCE_MS = 15_000;
const PER_SECOND = 500;
const FILES = ['inglenook.db', 'broker.db'];

/** A death, or an error of the disk, in the very call that makes data durable. */
export const crashPoints: Proof = {
  name: 'crash-points',
  promises: 'P1 P2 P6',
  about: 'death and I/O errors in the n-th fsync (and write) of broker and recorder',
  async *run({ seed, rounds, long, database }) {
    if (findProgram('strace') === null) {
      yield { about: 'strace', skipped: lacks('strace') };
      return;
    }
    const count = rounds ?? (long ? POINTS : SAMPLE);
    for (const role of ROLES) {
      yield await inSetting(database, (setting) => deaths(setting, role, count, chance(seed)));
      const errors = Math.max(2, Math.ceil(count / 8));
      yield await inSetting(database, (setting) => diskErrors(setting, role, errors, chance(seed)));
    }
  },
};

async function inSetting(
  database: 'sqlite' | 'postgresql',
  work: (setting: Setting) => Promise<Finding>,
): Promise<Finding> {
  // Commits at once, so that there are many to die in.
  const setting = await startSetting({ database, env: { RECORDER_COMMIT_MS: '20' } });
  try {
    await setting.announce(TOPIC);
    return await work(setting);
  } finally {
    await setting.stop();
  }
}

/** `points` deaths spread over the first 200 calls; every second one in a write instead. */
async function deaths(
  setting: Setting,
  role: Role,
  points: number,
  random: Chance,
): Promise<Finding> {
  const run = crashRun(setting, role);
  let inTime = 0;
  for (let i = 0; i < points; i++) {
    const nth = points >= POINTS ? i + 1 : 1 + Math.floor(POINTS * random.share());
    const call = i % 2 === 0 ? 'fdatasync,fsync' : 'pwrite64';
    const ending = await run.dieBy(`inject=${call}:signal=KILL:when=${nth}`);
    if (ending !== null) inTime++;
  }
  return run.finding(`${role}, ${points} deaths`, { reachedItsPoint: inTime });
}

/** From its n-th fsync on the disk fails: the role must not go on, and is well when it starts again. */
async function diskErrors(
  setting: Setting,
  role: Role,
  count: number,
  random: Chance,
): Promise<Finding> {
  const run = crashRun(setting, role);
  let wrongEndings = 0;
  for (let i = 0; i < count; i++) {
    const nth = 10 + Math.floor(90 * random.share());
    const ending = await run.dieBy(`inject=fdatasync,fsync:error=EIO:when=${nth}+`);
    if (typeof ending !== 'number' || ending === 0) wrongEndings++;
  }
  const finding = await run.finding(`${role}, ${count} failing disks (EIO)`, { wrongEndings });
  const fault = `a ${role} did not end with an error when its disk failed`;
  return wrongEndings > 0 ? { ...finding, faults: [...finding.faults, fault] } : finding;
}

/** One role that dies again and again while a publisher that never repeats itself goes on. */
function crashRun({ home, connect, stored }: Setting, role: Role) {
  const acked: number[] = [];
  const faults: string[] = [];
  let next = 1;
  let clients = 0;
  return {
    /** Runs the role with this fault; its exit code or signal, null if it had to be ended. */
    async dieBy(fault: string): Promise<number | string | null> {
      await home.roles.get(role)?.stop();
      const under = [
        ...['strace', '-D', '-f', '-qq', '-o', '/dev/null'],
        ...['-e', 'trace=fdatasync,fsync,pwrite64', '-e', fault],
      ];
      let ending: number | string | null = null;
      const ready = home.start(role, under);
      const ended = (how: number | string) => {
        ending = how;
      };
      const over = ready.then(
        (running) => running.exited.then(ended),
        // It has died while it started.
        (error: Error) => ended(/ended \((.*?)\)/.exec(error.message)?.[1] ?? 'unknown'),
      );
      const deadline = performance.now() + PATIENCE_MS;
      while (ending === null && performance.now() < deadline) {
        const client = await connect(`prover-${++clients}`).catch(() => null);
        if (client === null) continue;
        acked.push(...(await publishWhile(client, () => ending === null, deadline)));
      }
      const reached = ending;
      if (reached === null) {
        await ready.catch(() => {});
        await home.kill(role);
      }
      await over;
      await home.start(role);
      for (const file of FILES.map((name) => path.join(home.env.DATA_DIR!, name)))
        if (existsSync(file)) faults.push(...flawsOf(file).map((flaw) => `${file}: ${flaw}`));
      const code = Number(reached);
      return reached !== null && Number.isInteger(code) ? code : reached;
    },

    async finding(about: string, figures: Finding['figures']): Promise<Finding> {
      const kept = await stored(TOPIC, Math.max(...acked));
      return { about, account: accountOf(acked, kept), figures, faults };
    },
  };

  async function publishWhile(
    client: MqttClient,
    goesOn: () => boolean,
    deadline: number,
  ): Promise<readonly number[]> {
    const way = { topic: TOPIC, qos: 1 as const, first: next, perSecond: PER_SECOND };
    const run = publishNumbers(client, way);
    while (client.connected && goesOn() && performance.now() < deadline) await delay(20);
    await Promise.race([run.stop(), delay(2_000)]);
    next = run.next();
    client.end(true);
    await until(() => !client.connected, { everyMs: 5 });
    return run.acked;
  }
}
