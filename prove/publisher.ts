import type { MqttClient } from 'mqtt';

export type Publishing = {
  /** Numbers with a PUBACK (QoS 1) or PUBCOMP (QoS 2), in the order in which these came. */
  readonly acked: readonly number[];
  /** The number that would be next. */
  next(): number;
  /** Sends no more; resolves when all that is under way is acknowledged or has failed. */
  stop(): Promise<void>;
};

type Way = {
  readonly topic: string;
  readonly qos: 1 | 2;
  /** The first number; each is sent once, and never again. */
  readonly first?: number;
  /** Messages under way without an acknowledgement. */
  readonly window?: number;
  readonly retain?: boolean;
  /** At most so many, evenly. */
  readonly perSecond?: number;
  readonly payload?: (number: number) => string | Buffer;
};

const TICK_MS = 10;

/** Publishes rising numbers until it is stopped, or the connection ends of a client that does not return. */
export function publishNumbers(client: MqttClient, way: Way): Publishing {
  const { topic, qos, first = 1, window = 100, retain = false, perSecond = Infinity } = way;
  const payload = way.payload ?? String;
  const acked: number[] = [];
  const begin = performance.now();
  let next = first;
  let underWay = 0;
  let stopped = false;
  let settled = () => {};
  // Back at the broker a device first repeats what it had under way.
  let repeating = false;
  client.on('connect', () => {
    repeating = underWay > 0;
  });

  const due = () => first + ((performance.now() - begin) / 1000) * perSecond;
  const fill = (): void => {
    while (!stopped && !repeating && client.connected && underWay < window && next <= due()) {
      const number = next++;
      underWay++;
      client.publish(topic, payload(number), { qos, retain }, (error) => {
        underWay--;
        if (!error) acked.push(number);
        if (underWay === 0) {
          repeating = false;
          settled();
        }
        // At the full speed an acknowledgement makes room; else the clock does.
        if (perSecond === Infinity) fill();
      });
    }
  };
  fill();
  const ticker = setInterval(fill, TICK_MS);
  const over = () => clearInterval(ticker);
  // One that comes back sends on, and repeats what MQTT lets it repeat.
  const gone = () => client.options.reconnectPeriod === 0 && over();
  client.once('close', gone);
  return {
    acked,
    next: () => next,
    async stop() {
      stopped = true;
      over();
      const returns = client.options.reconnectPeriod !== 0;
      if (underWay > 0 && (client.connected || returns)) {
        await new Promise<void>((resolve) => {
          settled = resolve;
          if (!returns) client.once('close', resolve);
        });
      }
    },
  };
}
