import { readFileSync } from 'node:fs';
import mqtt, { type MqttClient } from 'mqtt';
import { expect } from 'vitest';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { restOf } from '../clients/rest.ts';
import { type Answer, ask } from '../web/api.ts';

/** A whole home under attack, with eyes on its processes. */
export type HostileHome = {
  readonly home: TestHome;
  /** A client with a credential of its own, which does not come back once it is cut off. */
  attacker(name: string): Promise<MqttClient>;
  get(path: string): Promise<Answer>;
  /** How many messages of those published so far were turned away, for reasons that match. */
  counted(reason: RegExp): Promise<number>;
  /** How often the broker refused something for this reason. */
  refused(reason: string): Promise<number>;
  /**
   * Nobody has died, and a reading that is published now is in the history. It waits behind all that
   * was published before.
   */
  survives(): Promise<void>;
  /** Most memory that one role takes, MiB. */
  memory(): number;
  stop(): Promise<void>;
};

/** Resident memory of a process, MiB (Linux; 0 elsewhere). */
function residentMib(pid: number): number {
  try {
    const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kib ?? 0) / 1024);
  } catch {
    return 0;
  }
}

/** The three roles with an owner, a witness that goes on measuring, and room for attackers. */
export async function startHostileHome(env: Record<string, string> = {}): Promise<HostileHome> {
  const home = await startHome({ env });
  const token = await home.token('admin');
  const rest = await restOf(home);
  const dead: string[] = [];
  for (const [role, { exited }] of home.roles) void exited.then(() => dead.push(role));
  const clients: MqttClient[] = [];
  const attacker = async (name: string) => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, {
      clientId: name,
      ...(await home.mqttUser(name)),
      reconnectPeriod: 0,
    });
    client.on('error', () => {});
    clients.push(client);
    return client;
  };
  const witness = await attacker('witness');
  const refusals = new Map<string, number>();
  witness.on('message', (topic, payload) => {
    refusals.set(topic.slice(topic.lastIndexOf('/') + 1), Number(payload.toString()));
  });
  await witness.subscribeAsync('$SYS/inglenook/refused/#');
  const get = (path: string) => ask(home.url, path, { token });
  let round = 0;
  const hostile: HostileHome = {
    home,
    attacker,
    get,
    async counted(reason) {
      // The broker has the messages before the recorder has: what is published now comes after them.
      await hostile.survives();
      const { body } = await get('/counters');
      return (body.counters as { name: string; count: number }[])
        .filter(({ name }) => reason.test(name))
        .reduce((sum, { count }) => sum + count, 0);
    },
    refused: (reason) =>
      until(() => refusals.get(reason), { what: `the broker's word on ${reason}` }),
    async survives() {
      const value = ++round + 0.5;
      const topic = 'sensors/witness/temperature';
      await witness.publishAsync(topic, String(value), { qos: 1 });
      await until(
        async () => {
          const entity = await rest.fedBy(topic);
          const readings = entity && (await rest.readings(entity.id));
          return readings?.some(([, read]) => read === value);
        },
        { what: `the reading ${value} in the history` },
      );
      expect(dead).toEqual([]);
    },
    memory: () => Math.max(...[...home.roles.values()].map(({ pid }) => residentMib(pid))),
    async stop() {
      await Promise.all(clients.map((client) => client.endAsync(true).catch(() => undefined)));
      await home.stop();
    },
  };
  return hostile;
}

type Content = string | Buffer;

/** Publishes every payload on every topic. */
export async function spray(
  client: MqttClient,
  topics: readonly string[],
  payloads: readonly Content[],
): Promise<void> {
  for (const topic of topics) {
    await Promise.all(payloads.map((payload) => client.publishAsync(topic, payload, { qos: 1 })));
  }
}

/** Publishes one after another, many on their way at once; ends when the broker has them all. */
export async function flood(
  client: MqttClient,
  count: number,
  message: (i: number) => readonly [topic: string, payload: Content],
  retain = false,
): Promise<void> {
  const atOnce = 500;
  for (let i = 0; i < count; i += atOnce) {
    const part = Array.from({ length: Math.min(atOnce, count - i) }, (_, k) => message(i + k));
    await Promise.all(
      part.map(([topic, payload]) => client.publishAsync(topic, payload, { qos: 1, retain })),
    );
  }
}
