import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import { openJournal } from '../../../lib/server/journal/journal.ts';
import { freePorts } from '../../support/ports.ts';
import { startRole, type TestRole } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { temporaryFolder } from './support.ts';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 3);
const IN_FLIGHT = 100;
const TOPIC = 'home/attic/count';

type Setting = { readonly port: number; start(): Promise<TestRole> };

/** The real role in a process of its own, on one folder and port for all its lives. */
async function setting(dataDir: string): Promise<Setting> {
  const [port, ws, web] = (await freePorts(3)) as [number, number, number];
  const env = {
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    MQTT_PORT: String(port),
    MQTT_WS_PORT: String(ws),
    PORT: String(web),
    MQTT_ALLOW_ANONYMOUS: 'true',
    LOG_LEVEL: 'error',
  };
  return { port, start: () => startRole('broker', env) };
}

async function enter(port: number, options: IClientOptions): Promise<MqttClient> {
  const client = await mqtt.connectAsync({
    host: '127.0.0.1',
    port,
    protocol: 'mqtt',
    reconnectPeriod: 0,
    ...options,
  });
  client.on('error', () => {});
  return client;
}

/** Publishes numbers with a window in flight, never twice, until the connection ends; gives what was acked. */
function publishUntilCut(client: MqttClient, first: number, qos: 1 | 2) {
  const acked: number[] = [];
  let next = first;
  let inFlight = 0;
  const fill = (): void => {
    while (inFlight < IN_FLIGHT && client.connected) {
      const number = next++;
      inFlight++;
      client.publish(TOPIC, String(number), { qos, retain: true }, (error) => {
        inFlight--;
        if (!error) acked.push(number);
        fill();
      });
    }
  };
  fill();
  return { acked, next: () => next };
}

/** Subscribes with a session that outlives connection and broker, and notes each number's first arrival. */
function follow(client: MqttClient, arrived: Map<number, number>): void {
  client.on('message', (_, payload, { retain }) => {
    const number = Number(payload.toString());
    if (!retain && !arrived.has(number)) arrived.set(number, arrived.size);
  });
}

test.each([1, 2] as const)(
  'whatever is killed, an acknowledged message of QoS %i is stored once, in order, and delivered',
  async (qos) => {
    const dataDir = temporaryFolder();
    const { port, start } = await setting(dataDir);
    const acked: number[] = [];
    const arrived = new Map<number, number>();
    let next = 1;
    let role = await start();
    onTestFinished(() => role.kill());
    const subscription = { clientId: 'screen', clean: false };

    for (let round = 0; round < ROUNDS; round++) {
      const subscriber = await enter(port, subscription);
      follow(subscriber, arrived);
      await subscriber.subscribeAsync('home/#', { qos: 1 });
      const publisher = await enter(port, { clientId: `sensor-${round}`, clean: false });
      const run = publishUntilCut(publisher, next, qos);
      const enough = 200 + Math.random() * 2_000;
      await until(() => run.acked.length > enough, { everyMs: 1 });
      await role.kill();
      await until(() => !publisher.connected && !subscriber.connected);
      acked.push(...run.acked);
      next = run.next();
      publisher.end(true);
      subscriber.end(true);
      role = await start();
    }

    const subscriber = await enter(port, subscription);
    follow(subscriber, arrived);
    const missed = () => acked.filter((number) => !arrived.has(number)).length;
    await until(() => missed() === 0, { what: 'the delivery of all acknowledged messages' });

    const journal = openJournal(dataDir);
    const stored = journal.read(0, 10_000_000).map((entry) => Number(Buffer.from(entry.payload)));
    journal.close();
    const retained: string[] = [];
    const visitor = await enter(port, { clientId: 'visitor' });
    visitor.on('message', (_, payload) => retained.push(payload.toString()));
    await visitor.subscribeAsync(TOPIC);
    await until(() => retained.length > 0);
    visitor.end(true);
    subscriber.end(true);
    await role.stop();

    const report = {
      missing: acked.filter((number) => !stored.includes(number)).length,
      duplicates: stored.length - new Set(stored).size,
      inversions: stored.filter((number, i) => i > 0 && number < (stored[i - 1] ?? 0)).length,
    };
    console.info(`QoS ${qos}:`, {
      rounds: ROUNDS,
      acked: acked.length,
      stored: stored.length,
      ...report,
    });
    expect(report).toEqual({ missing: 0, duplicates: 0, inversions: 0 });
    expect(Number(retained[0])).toBeGreaterThanOrEqual(Math.max(...acked));
    expect(Number(retained[0])).toBe(stored.at(-1));
    const order = [...arrived.keys()];
    expect(order).toEqual([...order].sort((a, b) => a - b));
  },
  60_000 + ROUNDS * 15_000,
);
