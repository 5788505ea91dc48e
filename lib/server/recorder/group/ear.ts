import { once } from 'node:events';
import type { MqttClient } from 'mqtt';
import { type Publish, payloadOf } from '../../../domain/dialect/message.ts';
import type { Log } from '../../log.ts';
import type { Running } from '../../role.ts';
import type { Collector } from '../collector.ts';
import { connectForEver } from '../external-link.ts';
import { OWN_TALK } from '../line.ts';
import type { HeardTimes } from './heard-times.ts';

/** A marker takes a millisecond. Behind all retained messages of a large home it takes longer. */
const MARKER_MS = 2_000;
const FIRST_MARKER_MS = 30_000;

type Parts = {
  readonly url: string;
  readonly clientId: string;
  readonly collector: Pick<Collector, 'fold'>;
  readonly times: HeardTimes;
  /** When a message is received, epoch ms; never goes back. */
  readonly now: () => number;
  /** A new connection, before anything is heard there: what was said in between is not known. */
  readonly connected: () => Promise<void>;
  /** What devices are to be asked, such as for their state. */
  readonly asked: (messages: readonly Publish[]) => void;
  readonly log: Log;
};

export type Ear = Running & {
  publish(message: Publish): void;
  /**
   * Resolves once everything has been heard that was published before the call, as far as the broker keeps
   * order. @throws the signal's reason
   */
  caughtUp(signal: AbortSignal): Promise<void>;
};

type Outcome = 'heard' | 'late' | 'closed';

/**
 * Hears everything that is said at the broker, in a session that keeps nothing: what devices there are, and what
 * they are doing. A marker of its own tells how far it has come.
 */
export function openEar(parts: Parts): Ear {
  const { clientId, collector, times, now, log } = parts;
  const markerTopic = `clients/${clientId}/marker`;
  const waiting = new Map<string, (outcome: Outcome) => void>();
  const readiness = new EventTarget();
  let ready = false;
  let marks = 0;
  let seq = 0;
  let complained = false;

  function prepare(client: MqttClient): void {
    client.on('connect', () => void begin(client));
    client.on('message', (topic, payload, { retain }) => hear(topic, payload, retain));
    client.on('close', () => {
      ready = false;
      for (const end of [...waiting.values()]) end('closed');
    });
  }

  async function begin(client: MqttClient): Promise<void> {
    await parts
      .connected()
      .catch((error: unknown) => log.warn({ err: error }, 'what is known cannot be read anew'));
    try {
      await client.subscribeAsync('#', { qos: 0 });
    } catch (error) {
      if (client.connected)
        log.error({ err: error }, 'the broker does not let the recorder listen');
      return;
    }
    if ((await mark(FIRST_MARKER_MS)) === 'closed') return;
    ready = true;
    readiness.dispatchEvent(new Event('ready'));
  }

  function hear(topic: string, payload: Buffer, retain: boolean): void {
    if (topic === markerTopic) waiting.get(payload.toString())?.('heard');
    if (OWN_TALK.test(topic)) return;
    const at = now();
    seq = Math.max(seq + 1, at * 1_000);
    if (!retain) times.note(topic, payload, at);
    parts.asked(collector.fold({ topic, payload, retain, at, seq }));
  }

  function mark(withinMs: number): Promise<Outcome> {
    const name = String(++marks);
    return new Promise((resolve) => {
      const end = (outcome: Outcome) => {
        clearTimeout(timer);
        waiting.delete(name);
        resolve(outcome);
      };
      const timer = setTimeout(end, withinMs, 'late');
      waiting.set(name, end);
      link.client().publish(markerTopic, name, { qos: 0 });
    });
  }

  const link = connectForEver(parts.url, { clientId, clean: true }, log, prepare);

  return {
    publish(message) {
      const { topic, qos, retain } = message;
      const client = link.client();
      if (client.connected) client.publish(topic, Buffer.from(payloadOf(message)), { qos, retain });
    },

    async caughtUp(signal) {
      for (;;) {
        signal.throwIfAborted();
        if (!ready) {
          await once(readiness, 'ready', { signal });
          continue;
        }
        const outcome = await mark(MARKER_MS);
        if (outcome === 'late' && !complained) {
          complained = true;
          log.warn(
            { topic: markerTopic },
            'the broker does not repeat what the recorder says there',
          );
        }
        if (outcome !== 'closed') return;
      }
    },

    stop: () => link.stop(),
  };
}
