import { fork } from 'node:child_process';
import { connectAsync } from 'mqtt';

export const SUBSCRIBER = '--subscriber';

type Job = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly filter: string;
  readonly count: number;
};

/** A bare MQTT.js subscriber at QoS 1 in a process of its own, which does nothing but count. */
export async function startSubscriber(job: Job): Promise<{ readonly heardAll: Promise<void> }> {
  const child = fork('build/bench.js', [SUBSCRIBER, JSON.stringify(job)]);
  const said = (word: string) =>
    new Promise<void>((resolve) => {
      child.on('message', (message) => {
        if (message === word) resolve();
      });
    });
  const heardAll = said('done');
  await said('ready');
  return { heardAll };
}

/** The subscriber process itself. */
export async function subscriberMain(text: string): Promise<void> {
  const { url, username, password, filter, count }: Job = JSON.parse(text);
  const client = await connectAsync(url, { username, password, protocolVersion: 4 });
  await new Promise<void>((resolve) => {
    let heard = 0;
    client.on('message', () => {
      heard++;
      if (heard === count) resolve();
    });
    client.subscribe(filter, { qos: 1 }, () => process.send?.('ready'));
  });
  process.send?.('done');
  await client.endAsync();
  process.disconnect?.();
}
