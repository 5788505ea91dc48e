import { until } from '../tests/support/until.ts';
import { accountOf } from './account.ts';
import type { Finding, Proof } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { type Setting, withSetting } from './setting.ts';

const MESSAGES = 100_000;
const LONG_MESSAGES = 300_000;
const TOPIC = 'home/attic/count';
const SUBSCRIBER = { clean: false, resubscribe: false };
const DELIVERY_MS = 300_000;

/** All that is said while a client is away, also when the broker dies meanwhile and while it delivers. */
export const offlineQueue: Proof = {
  name: 'offline-queue',
  promises: 'P3',
  about: `${MESSAGES.toLocaleString('en')} messages for a client that is away, in order, across two kills`,
  async *run({ long, database }) {
    yield await withSetting({ database }, (setting) =>
      deliverLate(setting, long ? LONG_MESSAGES : MESSAGES),
    );
  },
};

/** `stored` counts what the client got when it was back. */
export async function deliverLate(
  { home, connect }: Pick<Setting, 'home' | 'connect'>,
  messages: number,
): Promise<Finding> {
  const sleeper = await connect('prover-sleeper', SUBSCRIBER);
  await sleeper.subscribeAsync(TOPIC, { qos: 1 });
  await sleeper.endAsync();

  const acked: number[] = [];
  let first = 1;
  for (const share of [0.5, 1]) {
    const client = await connect(`prover-${share}`);
    const run = publishNumbers(client, { topic: TOPIC, qos: 1, first, window: 500 });
    await until(() => acked.length + run.acked.length >= share * messages, {
      withinMs: DELIVERY_MS,
      everyMs: 2,
    });
    // In the midst of the first half's end; behind the last.
    if (share < 1) await home.kill('broker');
    else await run.stop();
    await until(() => !client.connected || share === 1, { everyMs: 5 });
    client.end(true);
    for (const number of run.acked) acked.push(number);
    first = run.next();
    if (share < 1) await home.start('broker');
  }

  const heard = new Set<number>();
  const comeBack = async () => {
    const client = await connect('prover-sleeper', SUBSCRIBER, (made) =>
      made.on('message', (_, payload) => heard.add(Number(payload))),
    );
    return client;
  };
  const begin = performance.now();
  const woken = await comeBack();
  await until(() => heard.size > messages / 4, { withinMs: DELIVERY_MS, everyMs: 2 });
  await home.kill('broker');
  woken.end(true);
  await home.start('broker');
  await comeBack();
  const missing = () => accountOf(acked, [...heard]).missing;
  await until(() => heard.size >= acked.length && missing() === 0, {
    withinMs: DELIVERY_MS,
    everyMs: 200,
  }).catch(() => {});
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  return {
    about: `${messages.toLocaleString('en')} messages, two kills`,
    account: accountOf(acked, [...heard]),
    figures: { deliveredInSeconds: seconds },
    faults: [],
  };
}
