import { setTimeout as delay } from 'node:timers/promises';
import { type Chance, chance } from '../bench/chance.ts';
import { startTcpProxy, type TcpProxy } from '../tests/support/tcp-proxy.ts';
import { accountOf, greatest } from './account.ts';
import { type Finding, type Options, type Proof, withBrokers } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { startSetting } from './setting.ts';

const TOPIC = 'sensors/network/count';
const PER_SECOND = 300;
const ROUNDS = 12;
/** Long enough for a keepalive of 30 s to notice that nobody is there. */
const LONG_FREEZE_MS = 50_000;

/** A network that is slow, breaks, and falls silent without a word. */
export const network: Proof = {
  name: 'network',
  promises: 'P2',
  about: 'delays, cuts and half-open connections between a home and its broker or devices',
  async *run(options) {
    const { broker } = options;
    if (broker === undefined || broker === 'embedded') yield await badForDevice(options);
    yield* withBrokers(['mosquitto', 'rabbitmq'], broker, (name) => badForHome(name, options));
  },
};

/** A device that comes back and repeats, at QoS 2: each number once. */
async function badForDevice(options: Options): Promise<Finding> {
  const { seed, database, rounds = ROUNDS } = options;
  const { home, connect, announce, stored, stop } = await startSetting({ database });
  const proxy = await startTcpProxy(home.ports.mqtt);
  try {
    await announce(TOPIC);
    const client = await connect('prover-far', {
      ...{ port: proxy.port, clean: false, reconnectPeriod: 100, keepalive: 5 },
      ...{ connectTimeout: 3_000 },
    });
    const run = publishNumbers(client, { topic: TOPIC, qos: 2, perSecond: PER_SECOND });
    await mistreat(proxy, chance(seed), rounds, options.long);
    await run.stop();
    const kept = await stored(TOPIC, greatest(run.acked));
    const about = `device to embedded broker, QoS 2, ${rounds} troubles`;
    return { about, account: accountOf(run.acked, kept), faults: [] };
  } finally {
    await stop();
    await proxy.stop();
  }
}

async function badForHome(broker: 'mosquitto' | 'rabbitmq', options: Options): Promise<Finding> {
  const { seed, database, rounds = ROUNDS } = options;
  let proxy: TcpProxy | undefined;
  const { connect, announce, stored, stop } = await startSetting({
    broker,
    database,
    async homeUrl(url) {
      const bad = new URL(url);
      proxy = await startTcpProxy(Number(bad.port));
      bad.port = String(proxy.port);
      return bad.href;
    },
  });
  try {
    await announce(TOPIC);
    const client = await connect('prover-near');
    const run = publishNumbers(client, { topic: TOPIC, qos: 1, perSecond: PER_SECOND });
    await mistreat(proxy!, chance(seed), rounds, options.long);
    await run.stop();
    const kept = await stored(TOPIC, greatest(run.acked));
    const about = `home to ${broker}, ${rounds} troubles`;
    return { about, account: accountOf(run.acked, kept), faults: [] };
  } finally {
    await stop();
    await proxy?.stop();
  }
}

/** One trouble after the other, in an order of chance; in the end all is well. */
async function mistreat(
  proxy: TcpProxy,
  random: Chance,
  rounds: number,
  long: boolean,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await delay(200 + 600 * random.share());
    const which = Math.floor(3 * random.share());
    if (which === 0) {
      proxy.delay(50 + 300 * random.share());
      await delay(1_000);
      proxy.delay(0);
    } else if (which === 1) {
      proxy.cut();
    } else {
      proxy.freeze();
      await delay(long && round === rounds - 1 ? LONG_FREEZE_MS : 500 + 1_500 * random.share());
      // Either what was on its way still comes, or it never does.
      if (random.share() < 0.5) proxy.cut();
      proxy.thaw();
    }
  }
}
