import { setTimeout as delay } from 'node:timers/promises';
import { accountOf, greatest } from './account.ts';
import { BROKERS, type BrokerName } from './brokers.ts';
import { type Finding, type Proof, withBrokers } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const TOPIC = 'sensors/stall/count';
const PER_SECOND = 200;
const SECONDS = 10;
const LONG_SECONDS = 60;
/** Of what is published must go on meanwhile. */
const LEAST_SHARE = 0.5;

/** A database that takes nothing for a while. */
export const databaseStall: Proof = {
  name: 'database-stall',
  promises: 'P2',
  about: 'nobody can write to the database for a while; devices and the broker feel nothing',
  async *run({ broker, database, long }) {
    yield* withBrokers(BROKERS, broker, (name) =>
      withSetting({ broker: name, database }, (setting) =>
        stall(setting, name, long ? LONG_SECONDS : SECONDS),
      ),
    );
  },
};

export async function stall(
  setting: Setting,
  broker: BrokerName,
  seconds: number,
  leastShare = LEAST_SHARE,
): Promise<Finding> {
  const { home, connect, announce, stored, stallDatabase } = setting;
  await announce(TOPIC);
  const [device, screen] = [await connect('prover-stall'), await connect('prover-stall-screen')];
  let heard = 0;
  let dropped = 0;
  for (const client of [device, screen]) client.on('close', () => dropped++);
  screen.on('message', () => heard++);
  await screen.subscribeAsync(TOPIC, { qos: 1 });
  const recorder = home.roles.get('recorder')!;
  const entries = () => recorder.output().split('connected to the broker').length - 1;
  const before = entries();
  const run = publishNumbers(device, { topic: TOPIC, qos: 1, perSecond: PER_SECOND });
  await delay(500);
  const held = await stallDatabase();
  const [ackedBefore, heardBefore] = [run.acked.length, heard];
  await delay(seconds * 1_000);
  const [ackedMeanwhile, heardMeanwhile] = [run.acked.length - ackedBefore, heard - heardBefore];
  await held.go();
  await run.stop();
  const kept = await stored(TOPIC, greatest(run.acked));
  const returned = entries() - before;
  const few = leastShare * seconds * PER_SECOND;
  const clients = dropped;
  return {
    about: `${broker}, ${seconds} s`,
    account: accountOf(run.acked, kept),
    figures: { ackedMeanwhile, heardMeanwhile, dropped: clients + returned },
    faults: [
      ...(clients + returned > 0 ? ['a connection was dropped'] : []),
      ...(Math.min(ackedMeanwhile, heardMeanwhile) < few ? ['messages did not go on'] : []),
    ],
  };
}
