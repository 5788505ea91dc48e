import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { startHome, type TestHome } from '../tests/support/roles.ts';
import { until } from '../tests/support/until.ts';
import { type BrokerName, type External, startExternal } from './brokers.ts';
import { type ProofDatabase, startDatabase } from './databases.ts';
import { openRest, type Rest } from './rest.ts';

/** A home to do bad things to, seen from outside: over MQTT and REST. */
export type Setting = {
  readonly home: TestHome;
  readonly rest: Rest;
  readonly brokerUrl: string;
  /** A client that never comes back by itself unless told so. @throws Error if it is not let in */
  connect(
    clientId: string,
    options?: IClientOptions,
    /** Sees the client before anything can reach it. */
    prepare?: (client: MqttClient) => void,
  ): Promise<MqttClient>;
  /** Announces a sensor of numbers on a topic and waits until the home knows it. */
  announce(topic: string): Promise<void>;
  /** Numbers the history holds of a topic, in its order; waits until `last` is among them. */
  stored(topic: string, last?: number): Promise<number[]>;
  /** Keeps everybody from writing to the database until `go`. */
  stallDatabase(): Promise<{ go(): Promise<void> }>;
  stop(): Promise<void>;
};

type Wish = {
  readonly broker?: BrokerName;
  /** Another broker that runs already; it is stopped with the setting. */
  readonly external?: External;
  readonly database?: 'sqlite' | 'postgresql' | ProofDatabase;
  readonly env?: Record<string, string>;
  /** Where the home finds another broker instead, such as a bad network. */
  readonly homeUrl?: (brokerUrl: string) => Promise<string>;
};

const PATIENCE_MS = 180_000;

/** Starts the real roles on free ports with a data folder of their own. */
export async function startSetting(wish: Wish = {}): Promise<Setting> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return await build(wish, ends, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A setting for the time of some work, whatever becomes of it. */
export async function withSetting<Result>(
  wish: Wish,
  work: (setting: Setting) => Promise<Result>,
): Promise<Result> {
  const setting = await startSetting(wish);
  try {
    return await work(setting);
  } finally {
    await setting.stop();
  }
}

async function build(
  { broker = 'embedded', database = 'sqlite', env = {}, homeUrl, ...wish }: Wish,
  ends: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Setting> {
  const data = typeof database === 'string' ? await startDatabase(database) : database;
  ends.push(data.stop);
  const external = wish.external ?? (broker === 'embedded' ? null : await startExternal(broker));
  if (external) ends.push(external.stop);
  const url = external && (homeUrl ? await homeUrl(external.url) : external.url);
  const home = await startHome({
    roles: external ? [] : ['broker'],
    env: { ...data.env, ...(url && { MQTT_URL: url }), ...env },
  });
  ends.push(home.stop);
  const brokerUrl = external?.url ?? `mqtt://127.0.0.1:${home.ports.mqtt}`;
  const login = external ? {} : await home.mqttUser('prover');
  const clients: MqttClient[] = [];
  ends.push(() => Promise.all(clients.map((client) => client.endAsync(true).catch(() => {}))));

  const connect: Setting['connect'] = async (clientId, options = {}, prepare) => {
    const client = mqtt.connect(brokerUrl, {
      ...login,
      clientId,
      protocolVersion: 4,
      reconnectPeriod: 0,
      ...options,
    });
    clients.push(client);
    prepare?.(client);
    client.on('error', () => {});
    let closed = false;
    client.on('close', () => {
      closed = client.options.reconnectPeriod === 0;
    });
    await until(() => client.connected || closed, { what: clientId, everyMs: 5 });
    if (!client.connected) throw new Error(`${clientId} was not let in`);
    return client;
  };
  await home.start('recorder');
  await home.start('web');
  const rest = await openRest(home);
  await until(async () => (await rest.health()) === 'ok', { what: 'a home in good health' });

  return {
    home,
    rest,
    brokerUrl,
    connect,
    stallDatabase: () => data.stall(home.env.DATA_DIR!),
    async announce(topic) {
      const name = topic.replaceAll('/', '_');
      const config = { name, unique_id: name, state_topic: topic, state_class: 'measurement' };
      const client = await connect(`announcer-${name}`);
      await client.publishAsync(
        `homeassistant/sensor/${name}/config`,
        JSON.stringify({ ...config, device: { identifiers: [name], name } }),
        { qos: 1, retain: true },
      );
      await client.endAsync();
      await until(() => rest.fedBy(topic), { what: `the sensor of ${topic}`, everyMs: 100 });
    },
    async stored(topic, last) {
      const id = await until(() => rest.fedBy(topic), { what: `the sensor of ${topic}` });
      if (last !== undefined) {
        // One that never comes shows in the account, with all that is known of it.
        const came = async () => (await rest.newest(id)) >= last;
        await until(came, { withinMs: PATIENCE_MS, everyMs: 200 }).catch(() => {});
      }
      return (await rest.readings(id)).map(([, value]) => value);
    },
    stop,
  };
}
