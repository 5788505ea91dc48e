import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { Device, Memory, Say } from './devices/device.ts';
import { HOUR } from './house/clock.ts';

const GOODBYE_MS = 1_000;

export type Broker = {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
};

/** A device that is plugged in: a client of its own, until it is stopped. */
export type DeviceClient = {
  readonly connected: () => boolean;
  stop(): Promise<void>;
};

/**
 * Plugs a device in. It connects (and reconnects) by itself, says what it is, reports, does as it
 * is told, and now and then loses its connection if it is of that kind.
 * @param phaseMs delays its first report, so that not all devices speak in the same instant.
 */
export function plugIn(
  device: Device,
  broker: Broker,
  everyMs: number,
  phaseMs: number,
  onError: (error: Error) => void,
): DeviceClient {
  let memory: Memory = device.habit(Date.now());
  const timers = new Set<NodeJS.Timeout>();
  const client = connect(broker.url, optionsOf(device, broker));

  const after = (ms: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, ms);
    timers.add(timer);
  };
  const say = ({ topic, payload, retain, qos }: Say) => {
    // What is said without a connection is lost, as with a real device.
    if (!client.connected) return;
    const bytes = typeof payload === 'string' ? payload : Buffer.from(payload);
    client.publish(topic, bytes, { retain, qos }, () => undefined);
  };
  const report = () => {
    for (const message of device.report(Date.now(), memory)) say(message);
  };
  const hear = (topic: string, payload: Buffer) => {
    const heard = device.hear(memory, topic, payload.toString(), Date.now(), payload);
    if (!heard) return;
    memory = heard.memory;
    const tell = () => {
      for (const message of (heard.report ?? device.report)(Date.now(), memory)) say(message);
    };
    for (const { afterMs, say: saying } of heard.says ?? []) {
      const speak = () => {
        for (const message of saying(Date.now(), memory)) say(message);
      };
      if (afterMs === 0) speak();
      else after(afterMs, speak);
    }
    tell();
    for (const ms of heard.againAfterMs) after(ms, tell);
  };

  client.on('connect', () => {
    for (const message of device.hello) say(message);
    for (const message of device.introduce?.(Date.now(), memory) ?? []) say(message);
    if (device.listens.length > 0) client.subscribe([...device.listens], { qos: 1 });
    report();
  });
  client.on('message', (topic, payload) => {
    const delay = device.answersAfterMs;
    if (delay !== null) after(delay, () => hear(topic, payload));
  });
  client.on('error', onError);

  const keepReporting = () => {
    report();
    after(everyMs, keepReporting);
  };
  after(phaseMs, keepReporting);
  const keepLiving = (from: number) => {
    const now = Date.now();
    const next = device.edges(from, now + HOUR)[0];
    if (next === undefined) return after(HOUR / 2, () => keepLiving(now + HOUR));
    after(next - now, () => {
      memory = device.atEdge ? device.atEdge(memory, next) : device.habit(next);
      // As of the very moment, so that a device knows that it is one.
      for (const message of device.report(next, memory)) say(message);
      // Timers can fire a little early, and the machine may have slept.
      keepLiving(Math.max(next, Date.now()) + 1);
    });
  };
  keepLiving(Date.now() + 1);
  if (device.drops) keepDropping(client, device.drops, after);

  return {
    connected: () => client.connected,
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      // A goodbye would withhold the will, and the home would believe that the device lives on.
      if (client.connected && device.will) say(device.will);
      // A broker that ends at the same moment never answers the goodbye.
      const patience = setTimeout(() => client.end(true), GOODBYE_MS);
      await client.endAsync(!client.connected).catch(() => undefined);
      clearTimeout(patience);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function optionsOf(device: Device, { username, password }: Broker): IClientOptions {
  const { will } = device;
  return {
    clientId: device.id,
    username,
    password,
    protocolVersion: 4,
    clean: true,
    keepalive: 30,
    connectTimeout: 10_000,
    reconnectPeriod: 2_000,
    reconnectOnConnackError: true,
    queueQoSZero: false,
    ...(will
      ? {
          will: {
            topic: will.topic,
            payload: Buffer.from(will.payload),
            qos: will.qos,
            retain: will.retain,
          },
        }
      : {}),
  };
}

/** Tears the connection without a DISCONNECT, so often and for so long. */
function keepDropping(
  client: MqttClient,
  { everyMs, forMs }: { everyMs: number; forMs: number },
  after: (ms: number, act: () => void) => void,
): void {
  after(everyMs, () => {
    client.options.reconnectPeriod = forMs;
    client.stream.destroy();
    after(forMs, () => {
      client.options.reconnectPeriod = 2_000;
    });
    keepDropping(client, { everyMs, forMs }, after);
  });
}
