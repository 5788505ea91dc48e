import { setTimeout as delay } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { chance } from '../bench/chance.ts';
import { until } from '../tests/support/until.ts';
import { type Account, accountOf, greatest, together } from './account.ts';
import type { Finding, Proof } from './proof.ts';
import { type Publishing, publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const ROUNDS = 20;
const LONG_ROUNDS = 60;
const QOS = [1, 2] as const;
const topicOf = (qos: 1 | 2) => `sensors/kill/qos${qos}`;

/** Broker deaths at random moments, with publishers that have 100 messages under way and never send again. */
export const killBroker: Proof = {
  name: 'kill-broker',
  promises: 'P1 P2 P3',
  about: 'the embedded broker killed (SIGKILL) under load: acknowledged, delivered, stored',
  async *run({ seed, rounds, long, database }) {
    yield await withSetting({ database }, (setting) =>
      killRounds(setting, seed, rounds ?? (long ? LONG_ROUNDS : ROUNDS)),
    );
  },
};

export async function killRounds(setting: Setting, seed: number, rounds: number): Promise<Finding> {
  const { home, connect, announce, stored } = setting;
  const random = chance(seed);
  for (const qos of QOS) await announce(topicOf(qos));
  const delivered = await followAll(setting);
  const acked = { 1: [] as number[], 2: [] as number[] };
  const next = { 1: 1, 2: 1 };
  let staleRetained = 0;

  for (let round = 0; round < rounds; round++) {
    const runs: { qos: 1 | 2; run: Publishing; client: MqttClient }[] = [];
    for (const qos of QOS) {
      const client = await connect(`prover-${qos}-${round}`, { clean: false });
      const way = { topic: topicOf(qos), qos, first: next[qos], retain: true };
      runs.push({ qos, client, run: publishNumbers(client, way) });
    }
    await until(() => runs.every(({ run }) => run.acked.length > 0), { everyMs: 5 });
    await delay(20 + 600 * random.share());
    await home.kill('broker');
    for (const { qos, run, client } of runs) {
      await until(() => !client.connected, { everyMs: 5 });
      acked[qos].push(...run.acked);
      next[qos] = run.next();
      client.end(true);
    }
    await home.start('broker');
    for (const qos of QOS) {
      const newest = await retained(setting, topicOf(qos), `visitor-${qos}-${round}`);
      if (newest < greatest(acked[qos])) staleRetained++;
    }
  }

  const accounts: Account[] = [];
  let undelivered = 0;
  let deliveredOutOfOrder = 0;
  for (const qos of QOS) {
    const topic = topicOf(qos);
    const heard = () => accountOf(acked[qos], delivered(topic));
    await until(() => heard().missing === 0).catch(() => {});
    undelivered += heard().missing;
    deliveredOutOfOrder += heard().outOfOrder;
    accounts.push(accountOf(acked[qos], await stored(topic, greatest(acked[qos]))));
  }
  return {
    about: `${rounds} kills, QoS 1 and 2`,
    account: together(accounts),
    figures: { undelivered, deliveredOutOfOrder, staleRetained },
    faults: [
      ...(undelivered > 0 ? ['acknowledged messages did not reach a persistent session'] : []),
      ...(deliveredOutOfOrder > 0 ? ['a session got messages in another order'] : []),
      ...(staleRetained > 0 ? ['a retained value was older than what was acknowledged'] : []),
    ],
  };
}

/** A subscriber with a session that outlives the broker; what it heard first, in that order, by topic. */
async function followAll({ connect }: Setting): Promise<(topic: string) => number[]> {
  const heard = new Map<string, Set<number>>();
  const client = await connect('prover-kill-screen', {
    ...{ clean: false, resubscribe: false },
    ...{ reconnectPeriod: 100, reconnectOnConnackError: true },
  });
  client.on('message', (topic, payload, { retain }) => {
    if (retain) return;
    // A set keeps the order in which its members came first: a repetition (DUP) is allowed to come late.
    heard.set(topic, (heard.get(topic) ?? new Set()).add(Number(payload)));
  });
  await client.subscribeAsync('sensors/kill/+', { qos: 2 });
  return (topic) => [...(heard.get(topic) ?? [])];
}

/** The retained number of a topic, as a newcomer gets it. */
async function retained({ connect }: Setting, topic: string, name: string): Promise<number> {
  const visitor = await connect(name);
  const heard: number[] = [];
  visitor.on('message', (_, payload) => heard.push(Number(payload)));
  await visitor.subscribeAsync(topic, { qos: 1 });
  await until(() => heard.length > 0, { what: `a retained value of ${topic}`, everyMs: 5 });
  await visitor.endAsync(true);
  return heard[0]!;
}
