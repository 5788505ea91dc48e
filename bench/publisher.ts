import { fork } from 'node:child_process';
import { connectAsync } from 'mqtt';

/** What a publisher process is told. Plain JSON, handed over as its argument. */
export type Job = {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly topic: string;
  readonly count: number;
  readonly bytes: number;
  /** Messages under way without their PUBACK. */
  readonly window: number;
};

export const PUBLISHER = '--publisher';

/** Publishes in a process of its own. Ready first, so that all publishers can begin together. */
export async function startPublisher(job: Job): Promise<{
  /** Resolves when the broker has acknowledged every message. */
  publish(): Promise<void>;
}> {
  const child = fork('build/bench.js', [PUBLISHER, JSON.stringify(job)]);
  const said = (word: string) =>
    new Promise<void>((resolve, reject) => {
      child.on('message', (message) => {
        if (message === word) resolve();
      });
      child.once('exit', (code) => {
        if (code) reject(new Error(`a publisher ended with ${code}`));
      });
    });
  const done = said('done');
  done.catch(() => undefined);
  await said('ready');
  return {
    publish() {
      child.send('go');
      return done;
    },
  };
}

/** The publisher process itself. */
export async function publisherMain(text: string): Promise<void> {
  const { url, username, password, topic, count, bytes, window }: Job = JSON.parse(text);
  const client = await connectAsync(url, { username, password, protocolVersion: 4 });
  process.send?.('ready');
  await new Promise((resolve) => process.once('message', resolve));
  await new Promise<void>((resolve, reject) => {
    let sent = 0;
    let acknowledged = 0;
    const more = () => {
      while (sent < count && sent - acknowledged < window) {
        const payload = `{"value":${sent}}`.padEnd(bytes, ' ');
        sent++;
        client.publish(topic, payload, { qos: 1 }, (error) => {
          if (error) return reject(error);
          acknowledged++;
          if (acknowledged === count) resolve();
          else more();
        });
      }
    };
    more();
  });
  process.send?.('done');
  await client.endAsync();
  process.disconnect?.();
}
