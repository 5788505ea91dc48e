import { randomUUID } from 'node:crypto';
import mqtt, { type IClientOptions } from 'mqtt';
import { FLUSH_TOPIC, FLUSHED_TOPIC, flushAnswer } from '../../lib/server/flush.ts';

export type Flusher = {
  /** Resolves when the recorder has stored all that the broker had; rejects after a while without. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

const PATIENCE_MS = 2_000;

/** Asks the recorder to store what it has, as the web does before it reads the history. */
export async function connectFlusher(url: string, login: IClientOptions = {}): Promise<Flusher> {
  const client = await mqtt.connectAsync(url, { ...login, reconnectPeriod: 100 });
  client.on('error', () => {});
  const subscribe = () => client.subscribeAsync(FLUSHED_TOPIC);
  client.on('connect', () => void subscribe().catch(() => {}));
  const waiting = new Map<string, () => void>();
  client.on('message', (_, payload) => waiting.get(flushAnswer(payload)?.id ?? '')?.());
  await subscribe();
  return {
    flush() {
      const id = randomUUID();
      return new Promise((resolve, reject) => {
        const end = (how: () => void) => () => {
          clearTimeout(timer);
          waiting.delete(id);
          how();
        };
        const late = () => reject(new Error('the recorder did not say that it has stored all'));
        const timer = setTimeout(end(late), PATIENCE_MS);
        waiting.set(id, end(resolve));
        client.publish(FLUSH_TOPIC, JSON.stringify({ id }));
      });
    },
    stop: () => client.endAsync(true),
  };
}
