import type { MqttClient } from 'mqtt';
import { expect, test } from 'vitest';
import { FULL_QUEUES_TOPIC } from '../../../lib/api/full-queues.ts';
import { readFullQueues } from '../../../lib/browser/link/full-queues.ts';
import type { Broker } from '../../../lib/server/broker/broker.ts';
import { until } from '../../support/until.ts';
import { rawClient, subscribePacket } from './raw.ts';
import {
  connect,
  HOUSE,
  heardCount,
  listen,
  recordingLog,
  resume,
  startTestBroker,
  temporaryFolder,
} from './support.ts';

const LIMITS = { queueBytes: 50_000 };

/** A client that wants everything of the home, and is away. */
async function leaveSession(broker: Broker, user = 'device-phone'): Promise<void> {
  const phone = await connect(broker, user, { clean: false });
  await phone.subscribeAsync('home/#', { qos: 1 });
  await phone.endAsync();
}

/** Publishes numbers of 1,000 bytes, all at once; which of them were acknowledged so far. */
function publishAll(client: MqttClient, count: number, topic = 'home/t', first = 0): number[] {
  const acked: number[] = [];
  for (let number = first; number < first + count; number++)
    client.publish(topic, String(number).padEnd(1_000), { qos: 1 }, (error) => {
      if (!error) acked.push(number);
    });
  return acked;
}

const numbersOf = (heard: readonly { text: string }[]) => heard.map(({ text }) => Number(text));
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
const held = (broker: Broker) => broker.refusals.of('queue-full');

test('a full queue holds back what is for it, and nothing else, until its owner is back', async () => {
  const log = recordingLog();
  const broker = await startTestBroker({ log, limits: LIMITS });
  await leaveSession(broker);
  const screen = await connect(broker, 'device-screen');
  const seen = listen(screen);
  await screen.subscribeAsync('home/#', { qos: 0 });
  const sensor = await connect(broker, 'device-sensor');
  const acked = publishAll(sensor, 60);
  // The same client is heard on other topics, in front of whose messages those stand that wait.
  await sensor.publishAsync('other/t', 'goes on', { qos: 1 });
  await until(() => held(broker) === 60 - acked.length);
  expect(acked.length).toBeGreaterThan(40);
  expect(acked.length).toBeLessThan(60);
  // What is not acknowledged reached nobody; what needs no acknowledgement is lost for the full queue alone.
  await heardCount(seen, acked.length);
  expect(numbersOf(seen)).toEqual(acked);
  await sensor.publishAsync('home/t', '-1', { qos: 0 });
  await heardCount(seen, acked.length + 1);
  expect(broker.refusals.of('queue-full-qos-0')).toBe(1);
  const complaints = log.lines.filter((line) => line.includes('the queue of a client is full'));
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toContain('device-phone');

  const { heard } = await resume(broker, 'device-phone');
  await heardCount(heard, 60);
  await until(() => acked.length === 60);
  expect(numbersOf(heard)).toEqual(upTo(60));
  expect(numbersOf(seen).filter((number) => number >= 0)).toEqual(upTo(60));
  expect(sensor.connected).toBe(true);
  expect(log.lines.join()).toContain('the queue has room again');
});

test('more than may be held of one client waits in its connection, and comes in order all the same', async () => {
  const broker = await startTestBroker({ limits: { ...LIMITS, heldBytesPerClient: 5_000 } });
  await leaveSession(broker);
  const sensor = await connect(broker, 'device-sensor');
  const acked = publishAll(sensor, 2_000);
  await until(() => held(broker) > 0);
  const { heard } = await resume(broker, 'device-phone');
  await heardCount(heard, 2_000);
  await until(() => acked.length === 2_000);
  expect(numbersOf(heard)).toEqual(upTo(2_000));
});

test('what is held for one who leaves is forgotten: it was never acknowledged, and comes again', async () => {
  const broker = await startTestBroker({ limits: LIMITS });
  await leaveSession(broker);
  const sensor = await connect(broker, 'device-sensor');
  const acked = publishAll(sensor, 60);
  await until(() => acked.length + held(broker) === 60);
  await sensor.endAsync(true);
  const taken = acked.length;
  const again = await connect(broker, 'device-sensor');
  const later = publishAll(again, 60 - taken, 'home/t', taken);
  await until(() => held(broker) === 2 * (60 - taken));
  const { heard } = await resume(broker, 'device-phone');
  await heardCount(heard, 60);
  await until(() => later.length === 60 - taken);
  expect(numbersOf(heard)).toEqual(upTo(60));
});

test('a queue is as full after a restart as before', async () => {
  const dataDir = temporaryFolder();
  const first = await startTestBroker({ dataDir, limits: LIMITS });
  await leaveSession(first);
  const before = publishAll(await connect(first, 'device-sensor'), 60);
  await until(() => before.length + held(first) === 60);
  await first.stop();

  const second = await startTestBroker({ dataDir, limits: LIMITS });
  const sensor = await connect(second, 'device-sensor');
  const after = publishAll(sensor, 1, 'home/t', 60);
  await until(() => held(second) === 1);
  expect(after).toEqual([]);
  const { heard } = await resume(second, 'device-phone');
  await until(() => after.length === 1);
  await heardCount(heard, before.length + 1);
  expect(numbersOf(heard)).toEqual([...before, 60]);
});

test('a full queue whose owner stays away is ended, so that the home goes on', async () => {
  const log = recordingLog();
  const broker = await startTestBroker({ log, limits: { ...LIMITS, fullMs: 300, sweepMs: 50 } });
  await leaveSession(broker);
  const sensor = await connect(broker, 'device-sensor');
  const acked = publishAll(sensor, 60);
  await until(() => acked.length === 60);
  expect(held(broker)).toBeGreaterThan(0);
  expect(broker.refusals.of('full-queue-ended')).toBe(1);
  expect(log.lines.join()).toContain('full-queue-ended');
  const raw = await rawClient(broker.tcpPort, 'device-phone', { clean: false });
  expect(raw.received()[2]).toBe(0);
});

test('a full queue of somebody whose access is revoked is ended', async () => {
  let gone: readonly string[] = [];
  const authenticator = {
    ...HOUSE,
    revoked: async (names: readonly string[]) => names.filter((name) => gone.includes(name)),
  };
  const limits = { ...LIMITS, revocationMs: 20 };
  const broker = await startTestBroker({ authenticator, limits });
  await leaveSession(broker);
  const acked = publishAll(await connect(broker, 'device-sensor'), 60);
  await until(() => acked.length + held(broker) === 60);
  gone = ['device-phone'];
  await until(() => acked.length === 60);
});

test('people learn whose queue is full and switch lights meanwhile, and wills are not lost', async () => {
  const broker = await startTestBroker({ limits: LIMITS });
  await leaveSession(broker);
  const lamp = await connect(broker, 'device-lamp', {
    will: { topic: 'home/lamp', payload: Buffer.from('offline'), qos: 1, retain: true },
  });
  const sensor = await connect(broker, 'device-sensor');
  const acked = publishAll(sensor, 60);
  await until(() => acked.length + held(broker) === 60);
  const page = await connect(broker, 'browser-1');
  const heard = listen(page);
  await page.subscribeAsync('home/lamp', { qos: 1 });
  await page.publishAsync('home/lamp/set', 'ON', { qos: 1 });
  lamp.stream.destroy();
  await heardCount(heard, 1);
  expect(heard[0]?.text).toBe('offline');
  const told: Buffer[] = [];
  page.on('message', (topic, payload) => topic === FULL_QUEUES_TOPIC && told.push(payload));
  const sensorHeard = listen(sensor);
  await sensor.subscribeAsync('$SYS/inglenook/#', { qos: 0 });
  await page.subscribeAsync(FULL_QUEUES_TOPIC, { qos: 0 });
  const named = () => readFullQueues(told.at(-1) ?? Buffer.alloc(0));
  await until(() => named().length === 1);
  const phone = { client: 'device-phone', username: 'device-phone', online: false };
  expect(named()).toEqual([{ ...phone, endsInMinutes: 60 }]);
  // Who is in the home is no device's business.
  expect(sensorHeard.some(({ topic }) => topic === '$SYS/inglenook/alarm/queue-full')).toBe(true);
  expect(sensorHeard.map(({ topic }) => topic)).not.toContain(FULL_QUEUES_TOPIC);
});

test('messages of QoS 2 are held, repeated and taken once', async () => {
  const broker = await startTestBroker({ limits: LIMITS });
  await leaveSession(broker);
  const sensor = await connect(broker, 'device-sensor', { clean: false });
  const acked: number[] = [];
  for (const number of upTo(60))
    sensor.publish('home/t', String(number).padEnd(1_000), { qos: 2 }, (error) => {
      if (!error) acked.push(number);
    });
  await until(() => acked.length + held(broker) === 60);
  const { heard } = await resume(broker, 'device-phone');
  await heardCount(heard, 60);
  await until(() => acked.length === 60);
  expect(numbersOf(heard)).toEqual(upTo(60));
});

test('one who is there, but acknowledges nothing, is cut off; nobody waits for it', async () => {
  const broker = await startTestBroker({ limits: LIMITS });
  const mute = await rawClient(broker.tcpPort, 'device-mute');
  mute.send(subscribePacket('home/#', 1));
  await until(() => mute.received().length >= 9);
  const sensor = await connect(broker, 'device-sensor');
  const acked = publishAll(sensor, 60);
  await until(() => acked.length === 60);
  await mute.closed();
  expect(broker.refusals.of('slow-subscriber')).toBe(1);
});
