import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chance } from '../bench/chance.ts';
import { startRole, type TestRole } from '../tests/support/roles.ts';
import { putToSleep } from '../tests/support/sqlite.ts';
import { until } from '../tests/support/until.ts';
import { accountOf, NOTHING } from './account.ts';
import { COMMIT_MS } from './kill-recorder.ts';
import { type Finding, type Options, type Proof, withBrokers } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const ROUNDS = 25;
const TOPIC = 'sensors/several/count';
const PER_SECOND = 500;
const ADOPTION_MS = 60_000;
const PATIENCE_MS = 120_000;

/** What becomes of a recorder in one round; most often it is back at once. */
const FATES = ['returns', 'returns', 'sleeps', 'returns', 'never returns'] as const;
type Fate = (typeof FATES)[number];

type Member = { readonly id: string; role: TestRole };

/** Two recorders with one subscription; one or the other dies, sleeps, or is replaced. */
export const severalRecorders: Proof = {
  name: 'several-recorders',
  promises: 'P2',
  about: 'two recorders share the messages of Mosquitto, and one or the other is killed under load',
  async *run(options) {
    const { database } = options;
    const env = { RECORDER_GROUP: 'proof', RECORDER_ID: 'a' };
    yield* withBrokers(['mosquitto'], undefined, (broker) =>
      withSetting({ broker, database, env }, (setting) => killMembers(setting, options)),
    );
  },
};

async function killMembers(
  { home, connect, announce, stored }: Setting,
  { seed, rounds = ROUNDS, database }: Pick<Options, 'seed' | 'rounds' | 'database'>,
): Promise<Finding> {
  const random = chance(seed);
  let born = 0;
  const file = database === 'sqlite' ? path.join(home.env['DATA_DIR']!, 'inglenook.db') : null;
  const launch = (id: string) => {
    const commitMs = COMMIT_MS[Math.floor(COMMIT_MS.length * random.share())]!;
    return startRole('recorder', { ...home.env, RECORDER_ID: id, RECORDER_COMMIT_MS: commitMs });
  };
  const members: Member[] = [
    { id: 'a', role: home.roles.get('recorder')! },
    { id: 'b', role: await launch('b') },
  ];
  const counts = { returns: 0, sleeps: 0, 'never returns': 0 };
  const adopted: number[] = [];
  const faults: string[] = [];
  try {
    await announce(TOPIC);
    const client = await connect('prover');
    const run = publishNumbers(client, { topic: TOPIC, qos: 1, perSecond: PER_SECOND });
    for (let round = 0; round < rounds; round++) {
      await delay(1_500 * random.share());
      const fate: Fate = FATES[round % FATES.length]!;
      const turn = Math.floor(2 * random.share());
      const [victim, survivor] = [members[turn]!, members[1 - turn]!];
      counts[fate]++;
      const before = adoptions(survivor.role, victim.id);
      if (fate === 'sleeps') await putToSleep(victim.role.pid, file);
      else await victim.role.kill();
      if (fate !== 'returns') {
        const since = performance.now();
        await until(() => adoptions(survivor.role, victim.id) > before, {
          ...{ what: `the share of ${victim.id} to be taken over` },
          ...{ withinMs: ADOPTION_MS, everyMs: 100 },
        });
        adopted.push(Math.round((performance.now() - since) / 1_000));
      }
      if (fate === 'sleeps') {
        process.kill(victim.role.pid, 'SIGCONT');
        if ((await victim.role.exited) !== 1) faults.push('one that was replaced did not end');
      }
      const id = fate === 'never returns' ? `c${++born}` : victim.id;
      members[turn] = { id, role: await launch(id) };
    }
    await run.stop();
    let found = NOTHING;
    const complete = async () => {
      found = accountOf(run.acked, await stored(TOPIC));
      return found.missing === 0;
    };
    await until(complete, { withinMs: PATIENCE_MS, everyMs: 1_000 }).catch(() => {});
    if (!client.connected) faults.push('the broker ended the connection of the publisher');
    return {
      about: `mosquitto, ${database}, ${rounds} rounds`,
      // Their order is that of the clocks (docs/several-recorders.md), to the millisecond.
      account: { ...found, outOfOrder: 0 },
      figures: { ...counts, 'adopted after (s)': adopted.join(' '), 'by clocks': found.outOfOrder },
      faults,
    };
  } finally {
    for (const { role } of members) await role.kill();
    home.roles.delete('recorder');
  }
}

/** How often a recorder has taken over the share of another. */
const adoptions = (by: TestRole, of: string): number =>
  by
    .output()
    .split('\n')
    .filter((line) => line.includes('is taken over') && line.includes(`share/proof/${of}"`)).length;
