import { setTimeout as delay } from 'node:timers/promises';
import { type Chance, chance } from '../bench/chance.ts';
import { accountOf, greatest } from './account.ts';
import { BROKERS, type BrokerName } from './brokers.ts';
import { type Finding, type Proof, withBrokers } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const ROUNDS = 50;
const TOPIC = 'sensors/kill/count';
/** A deaf minute at full speed would only measure how long it takes to catch up. */
const PER_SECOND = 1_000;
/** From a commit with each message to the usual one, so that deaths meet all of a commit's moments. */
export const COMMIT_MS = ['0', '100', '1000', '10000'];

/** Recorder deaths at random moments while devices go on reporting. */
export const killRecorder: Proof = {
  name: 'kill-recorder',
  promises: 'P2',
  about: 'the recorder killed (SIGKILL) under load, with each broker',
  async *run({ seed, rounds = ROUNDS, broker, database }) {
    yield* withBrokers(BROKERS, broker, (name) =>
      withSetting({ broker: name, database }, (setting) => kill(setting, name, seed, rounds)),
    );
  },
};

async function kill(
  setting: Setting,
  broker: BrokerName,
  seed: number,
  rounds: number,
): Promise<Finding> {
  const { connect, announce, stored } = setting;
  await announce(TOPIC);
  const client = await connect('prover');
  const run = publishNumbers(client, { topic: TOPIC, qos: 1, perSecond: PER_SECOND });
  await killRounds(setting, chance(seed), rounds);
  await run.stop();
  const last = greatest(run.acked);
  return {
    about: `${broker}, ${rounds} kills`,
    account: accountOf(run.acked, await stored(TOPIC, last)),
    faults: client.connected ? [] : ['the broker ended the connection of the publisher'],
  };
}

async function killRounds({ home }: Setting, random: Chance, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await delay(500 * random.share());
    await home.kill('recorder');
    home.env.RECORDER_COMMIT_MS = COMMIT_MS[Math.floor(COMMIT_MS.length * random.share())]!;
    await home.start('recorder');
  }
}
