import { setTimeout as delay } from 'node:timers/promises';
import { type Chance, chance } from '../bench/chance.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../tests/support/postgres.ts';
import { accountOf, greatest } from './account.ts';
import { BROKERS, type BrokerName } from './brokers.ts';
import { serverDatabase } from './databases.ts';
import { lacks } from './programs.ts';
import { type Finding, type Proof, withBrokers } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const ROUNDS = 20;
const TOPIC = 'sensors/database/count';
const PER_SECOND = 1_000;
/** Commits all the time, so that deaths meet them, and their answers on the way back. */
const COMMIT_MS = '20';
const LONGEST_AWAY_MS = 1_500;

/** Deaths of the database server itself: whether a commit was made may never be told. */
export const killDatabase: Proof = {
  name: 'kill-database',
  promises: 'P2',
  about: 'PostgreSQL killed (SIGKILL) under load, as a whole or one of its processes',
  async *run({ seed, rounds = ROUNDS, broker }) {
    if (!(await hasPostgres())) {
      yield { about: 'postgresql', skipped: lacks('PostgreSQL', 'postgresql') };
      return;
    }
    yield* withBrokers(BROKERS, broker, async (name) => {
      const server = await startPostgres();
      const env = { RECORDER_COMMIT_MS: COMMIT_MS };
      return withSetting({ broker: name, database: serverDatabase(server), env }, (setting) =>
        killServer(setting, server, { about: name, seed, rounds }),
      );
    });
  },
};

type Course = { readonly about: BrokerName; readonly seed: number; readonly rounds: number };

export async function killServer(
  { home, connect, announce, stored }: Setting,
  server: TestPostgres,
  { about, seed, rounds }: Course,
): Promise<Finding> {
  await announce(TOPIC);
  const client = await connect('prover');
  const run = publishNumbers(client, { topic: TOPIC, qos: 1, perSecond: PER_SECOND });
  const { whole, part } = await deaths(server, chance(seed), rounds);
  await run.stop();
  const account = accountOf(run.acked, await stored(TOPIC, greatest(run.acked)));
  const ended = await Promise.race([home.roles.get('recorder')!.exited, delay(0, null)]);
  return {
    about: `${about}, ${rounds} kills`,
    account,
    figures: { 'whole server': whole, 'one process': part },
    faults: [
      ...(client.connected ? [] : ['the broker ended the connection of the publisher']),
      ...(ended === null ? [] : [`the recorder ended (${ended})`]),
    ],
  };
}

async function deaths(server: TestPostgres, random: Chance, rounds: number) {
  const count = { whole: 0, part: 0 };
  for (let round = 0; round < rounds; round++) {
    await delay(1_000 * random.share());
    if (random.share() < 0.5) {
      count.part++;
      server.killBackend();
    } else {
      count.whole++;
      await server.kill();
      await delay(LONGEST_AWAY_MS * random.share());
      await server.resume();
    }
  }
  return count;
}
