import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { FLUSH_TOPIC } from '../../../lib/server/flush.ts';
import { openJournal } from '../../../lib/server/journal/journal.ts';
import { until } from '../../support/until.ts';
import { publishPacket, rawClient } from './raw.ts';
import { connect, heardCount, listen, startTestBroker, temporaryFolder } from './support.ts';

test.each([0, 1, 2] as const)(
  'a message of QoS %i arrives once, and is in the journal',
  async (qos) => {
    const dataDir = temporaryFolder();
    const broker = await startTestBroker({ dataDir });
    const subscriber = await connect(broker, 'device-screen');
    const heard = listen(subscriber);
    await subscriber.subscribeAsync('home/#', { qos: 2 });
    const publisher = await connect(broker, 'device-sensor');
    await publisher.publishAsync('home/hall/temperature', '21.5', { qos });
    await heardCount(heard, 1);
    expect(heard).toEqual([
      { topic: 'home/hall/temperature', text: '21.5', qos, retain: false, dup: false },
    ]);
    const journal = openJournal(dataDir);
    await until(() => journal.head() === 1);
    const [entry] = journal.read(0, 10);
    expect(entry).toMatchObject({ seq: 1, topic: 'home/hall/temperature', qos, retain: false });
    expect(entry?.client).toBe('device-sensor');
    expect(Buffer.from(entry?.payload ?? []).toString()).toBe('21.5');
    journal.close();
  },
);

test('a subscriber gets one copy, at the greatest QoS of its matching subscriptions', async () => {
  const broker = await startTestBroker();
  const subscriber = await connect(broker, 'device-screen');
  const heard = listen(subscriber);
  await subscriber.subscribeAsync({
    'home/#': { qos: 0 },
    'home/+/t': { qos: 1 },
    'home/hall/t': { qos: 0 },
  });
  await subscriber.publishAsync('home/hall/t', '1', { qos: 2 });
  await subscriber.publishAsync('home/end', 'end', { qos: 1 });
  await heardCount(heard, 2);
  expect(heard.map(({ text, qos }) => [text, qos])).toEqual([
    ['1', 1],
    ['end', 0],
  ]);
});

test('messages of one client arrive in its order, whatever their QoS and retain flags', async () => {
  const broker = await startTestBroker();
  const subscriber = await connect(broker, 'device-screen');
  const heard = listen(subscriber);
  await subscriber.subscribeAsync('home/#', { qos: 0 });
  const publisher = await connect(broker, 'device-sensor');
  const sent: string[] = [];
  const done: Promise<unknown>[] = [];
  for (let i = 0; i < 3_000; i++) {
    sent.push(String(i));
    const qos = (i % 3) as 0 | 1 | 2;
    done.push(publisher.publishAsync(`home/${i % 7}`, String(i), { qos, retain: i % 5 === 0 }));
  }
  await Promise.all(done);
  await heardCount(heard, sent.length);
  expect(heard.map(({ text }) => text)).toEqual(sent);
});

test('a repeated QoS 2 message is acknowledged again, but taken once', async () => {
  const broker = await startTestBroker();
  const subscriber = await connect(broker, 'device-screen');
  const heard = listen(subscriber);
  await subscriber.subscribeAsync('home/#', { qos: 2 });
  const raw = await rawClient(broker.tcpPort, 'device-sensor');
  const publish = publishPacket('home/t', '1', 2, 7);
  const again = Buffer.from(publish);
  again[0] = (again[0] as number) | 8;
  raw.send(Buffer.concat([publish, again]));
  await until(() => raw.received().length === 4 + 8);
  raw.send(again);
  await until(() => raw.received().length === 4 + 12);
  raw.send([0x62, 2, 0, 7]);
  await until(() => raw.received().length === 4 + 16);
  expect([...raw.received().subarray(-4)]).toEqual([0x70, 2, 0, 7]);
  raw.send(publish);
  await heardCount(heard, 2);
});

test('retained: the newest value answers a subscription, an empty one removes it', async () => {
  const broker = await startTestBroker();
  const publisher = await connect(broker, 'device-sensor');
  for (let i = 0; i < 50; i++) {
    await publisher.publishAsync('home/t', String(i), { qos: (i % 2) as 0 | 1, retain: true });
  }
  await publisher.publishAsync('home/gone', 'x', { qos: 1, retain: true });
  await publisher.publishAsync('home/gone', '', { qos: 1, retain: true });
  const subscriber = await connect(broker, 'device-screen');
  const heard = listen(subscriber);
  await subscriber.subscribeAsync('home/#', { qos: 1 });
  await publisher.publishAsync('home/end', 'end', { qos: 1 });
  await heardCount(heard, 2);
  expect(heard.map(({ text, retain }) => [text, retain])).toEqual([
    ['49', true],
    ['end', false],
  ]);
});

test('ten thousand retained values arrive fast, by one filter or by many', async () => {
  const broker = await startTestBroker();
  const publisher = await connect(broker, 'device-sensor');
  const sent = Array.from({ length: 10_000 }, (_, i) =>
    publisher.publishAsync(`home/${i % 100}/${i}`, String(i), { qos: 1, retain: true }),
  );
  await Promise.all(sent);
  const subscriber = await connect(broker, 'device-screen');
  const heard = listen(subscriber);
  await subscriber.subscribeAsync('home/#', { qos: 1 });
  await heardCount(heard, 10_000);
  expect(new Set(heard.map(({ topic }) => topic)).size).toBe(10_000);
  const exact = await connect(broker, 'device-exact');
  const few = listen(exact);
  await exact.subscribeAsync(Array.from({ length: 100 }, (_, i) => `home/${i}/${i}`));
  await heardCount(few, 100);
});

test("Debian's mosquitto clients get along with it", async () => {
  const broker = await startTestBroker();
  const login = [
    '-h',
    '127.0.0.1',
    '-p',
    String(broker.tcpPort),
    '-u',
    'device-m',
    '-P',
    'device-m',
  ];
  const run = promisify(execFile);
  for (const qos of ['0', '1', '2']) {
    const id = `m${qos}`;
    await run('mosquitto_pub', [
      ...login,
      '-i',
      id,
      '-t',
      `home/${id}`,
      '-m',
      `hi ${qos}`,
      '-q',
      qos,
      '-r',
    ]);
    const { stdout } = await run('mosquitto_sub', [
      ...login,
      '-t',
      `home/${id}`,
      '-q',
      qos,
      '-C',
      '1',
      '-W',
      '10',
      '-v',
    ]);
    expect(stdout).toBe(`home/${id} hi ${qos}\n`);
  }
  await expect(
    run('mosquitto_pub', [...login, '-V', '5', '-t', 'a', '-m', 'x']),
  ).rejects.toMatchObject({ stderr: expect.stringMatching(/protocol version/i) });
});

test('the broker tells about itself under $SYS', async () => {
  const broker = await startTestBroker();
  const client = await connect(broker, 'device-screen');
  const heard = listen(client);
  await client.subscribeAsync('$SYS/#');
  await until(() => heard.some(({ topic }) => topic === '$SYS/broker/version'));
  expect(heard.find(({ topic }) => topic === '$SYS/broker/version')?.text).toMatch(/^inglenook \d/);
  const everything = await connect(broker, 'device-other');
  const outside = listen(everything);
  await everything.subscribeAsync('#');
  await everything.publishAsync('home/x', 'x', { qos: 1 });
  await heardCount(outside, 1);
  expect(outside.map(({ topic }) => topic)).toEqual(['home/x']);
});

test('QoS 0 is delivered at once and journalled with others, or when the history is asked for', async () => {
  const dataDir = temporaryFolder();
  const broker = await startTestBroker({ dataDir });
  const journal = openJournal(dataDir);
  onTestFinished(() => journal.close());
  const recorder = await connect(broker, 'recorder-1');
  const words = listen(recorder);
  await recorder.subscribeAsync(FLUSH_TOPIC);
  const page = await connect(broker, 'browser-1');
  const heard = listen(page);
  await page.subscribeAsync('home/#');
  const device = await connect(broker, 'device-a');
  for (const value of ['1', '2', '3']) await device.publishAsync('home/t', value, { qos: 0 });
  await heardCount(heard, 3);
  expect(journal.read(0, 10)).toEqual([]);
  const web = await connect(broker, 'web-1');
  await web.publishAsync(FLUSH_TOPIC, '{"id":"x"}', { qos: 0 });
  await heardCount(words, 1);
  expect(journal.read(0, 10).map(({ topic }) => topic)).toEqual(['home/t', 'home/t', 'home/t']);
  await device.publishAsync('home/t', '4', { qos: 0 });
  await device.publishAsync('home/other', '5', { qos: 1 });
  expect(journal.read(0, 10)).toHaveLength(5);
});
