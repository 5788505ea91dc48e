import { expect, test } from 'vitest';
import { openJournal } from '../../../lib/server/journal/journal.ts';
import { until } from '../../support/until.ts';
import { rawClient, subscribePacket } from './raw.ts';
import {
  connect,
  heardCount,
  listen,
  recordingLog,
  resume,
  startTestBroker,
  temporaryFolder,
} from './support.ts';

test('a session gets in order what it missed, also across a restart of the broker', async () => {
  const dataDir = temporaryFolder();
  const first = await startTestBroker({ dataDir });
  const before = await connect(first, 'device-screen', { clean: false });
  await before.subscribeAsync('home/#', { qos: 1 });
  await before.endAsync();
  const publisher = await connect(first, 'device-sensor');
  const sent: string[] = [];
  const acks: Promise<unknown>[] = [];
  for (let i = 0; i < 5_000; i++) {
    sent.push(String(i));
    acks.push(publisher.publishAsync('home/t', String(i), { qos: 1 }));
  }
  await Promise.all(acks);
  await first.stop();

  const second = await startTestBroker({ dataDir });
  const again = await connect(second, 'device-sensor');
  const { heard } = await resume(second, 'device-screen');
  // Live messages queue up behind what is still being delivered.
  for (let i = 5_000; i < 5_200; i++) {
    sent.push(String(i));
    await again.publishAsync('home/t', String(i), { qos: 1 });
  }
  await heardCount(heard, sent.length);
  expect(heard.map(({ text }) => text)).toEqual(sent);
});

test('"session present" is said exactly when there is a session', async () => {
  const broker = await startTestBroker();
  const present = async (clean: boolean): Promise<boolean> => {
    const raw = await rawClient(broker.tcpPort, 'device-a', { clean });
    const flag = raw.received()[2] === 1;
    raw.send([0xe0, 0]);
    await raw.closed();
    return flag;
  };
  expect(await present(false)).toBe(false);
  expect(await present(false)).toBe(true);
  expect(await present(true)).toBe(false);
  expect(await present(false)).toBe(false);
});

test('a second connection with the same client id takes over, session and all', async () => {
  const broker = await startTestBroker();
  const old = await connect(broker, 'device-screen', { clean: false });
  await old.subscribeAsync('home/#', { qos: 1 });
  let closed = false;
  old.on('close', () => {
    closed = true;
  });
  const fresh = await connect(broker, 'device-screen', { clean: false });
  const heard = listen(fresh);
  await until(() => closed);
  const publisher = await connect(broker, 'device-sensor');
  await publisher.publishAsync('home/t', '1', { qos: 1 });
  await heardCount(heard, 1);
});

test('a client id in use by somebody else is refused, and a session is never handed over', async () => {
  const broker = await startTestBroker();
  const owner = await connect(broker, 'device-a', { clientId: 'lamp', clean: false });
  await owner.subscribeAsync('secret/#', { qos: 1 });
  await expect(connect(broker, 'device-b', { clientId: 'lamp' })).rejects.toThrow(
    /identifier rejected/i,
  );
  expect(owner.connected).toBe(true);
  await owner.endAsync();
  const publisher = await connect(broker, 'device-c');
  await publisher.publishAsync('secret/x', 'x', { qos: 1 });
  const thief = await connect(broker, 'device-b', { clientId: 'lamp', clean: false });
  const heard = listen(thief);
  await thief.subscribeAsync('open', { qos: 1 });
  await publisher.publishAsync('open', 'hello', { qos: 1 });
  await heardCount(heard, 1);
  expect(heard.map(({ topic }) => topic)).toEqual(['open']);
});

test('what was not acknowledged comes again with the same identifier, first and marked', async () => {
  const broker = await startTestBroker();
  const raw = await rawClient(broker.tcpPort, 'device-screen', { clean: false });
  raw.send(subscribePacket('home/#', 1));
  await until(() => raw.received().length === 4 + 5);
  const publisher = await connect(broker, 'device-sensor');
  await publisher.publishAsync('home/t', 'a', { qos: 1 });
  await until(() => raw.received().length > 9);
  const once = raw.received().subarray(9);
  raw.socket.destroy();
  const back = await rawClient(broker.tcpPort, 'device-screen', { clean: false });
  await until(() => back.received().length === 4 + once.length);
  const twice = back.received().subarray(4);
  expect(twice[0]).toBe((once[0] as number) | 8);
  expect(twice.subarray(1).equals(once.subarray(1))).toBe(true);
});

test('unsubscribing ends delivery, also after a restart', async () => {
  const dataDir = temporaryFolder();
  const first = await startTestBroker({ dataDir });
  const screen = await connect(first, 'device-screen', { clean: false });
  await screen.subscribeAsync(['home/#', 'other/#'], { qos: 1 });
  await screen.unsubscribeAsync('home/#');
  await screen.endAsync();
  await first.stop();
  const second = await startTestBroker({ dataDir });
  const back = await connect(second, 'device-screen', { clean: false });
  const heard = listen(back);
  await back.publishAsync('home/t', 'no', { qos: 1 });
  await back.publishAsync('other/t', 'yes', { qos: 1 });
  await heardCount(heard, 1);
  expect(heard.map(({ text }) => text)).toEqual(['yes']);
});

test('the journal counts on after everything was pruned and the broker restarted', async () => {
  const dataDir = temporaryFolder();
  const journal = openJournal(dataDir);
  expect([journal.epoch(), journal.head(), journal.read(0, 10)]).toEqual(['', 0, []]);
  const first = await startTestBroker({ dataDir });
  const publisher = await connect(first, 'device-sensor');
  const recorder = await connect(first, 'recorder-1');
  const heard = listen(recorder);
  await recorder.subscribeAsync('$inglenook/journal');
  for (let i = 0; i < 100; i++) await publisher.publishAsync('home/t', String(i), { qos: 1 });
  await until(() => heard.at(-1)?.text === '100');
  const epoch = journal.epoch();
  expect(epoch).not.toBe('');
  const other = JSON.stringify({ epoch: 'another', seq: 50 });
  await recorder.publishAsync('$inglenook/recorder/cursor', other, { qos: 1 });
  await recorder.publishAsync('$inglenook/recorder/cursor', JSON.stringify({ epoch, seq: 60 }));
  await until(() => journal.read(0, 1)[0]?.seq === 61);
  await recorder.publishAsync('$inglenook/recorder/cursor', JSON.stringify({ epoch, seq: 100 }));
  await until(() => journal.read(0, 1)[0]?.seq === 100);
  await first.stop();

  const second = await startTestBroker({ dataDir });
  const again = await connect(second, 'device-sensor');
  await again.publishAsync('home/t', 'next', { qos: 1 });
  expect(journal.epoch()).toBe(epoch);
  expect(journal.head()).toBe(101);
  const [old, next] = journal.read(99, 10);
  expect(next?.at).toBeGreaterThanOrEqual(old?.at ?? Infinity);
  journal.close();
});

test('while the journal is full nothing is acknowledged; it goes on once the recorder has caught up', async () => {
  const dataDir = temporaryFolder();
  const log = recordingLog();
  const broker = await startTestBroker({ dataDir, log, limits: { journalBytes: 1 << 20 } });
  const publisher = await connect(broker, 'device-sensor');
  const recorder = await connect(broker, 'recorder-1');
  let acked = 0;
  let sent = 0;
  for (; sent < 60; sent++) {
    publisher.publish('home/t', Buffer.alloc(50_000), { qos: 1 }, (error) => {
      if (!error) acked++;
    });
  }
  await until(() => broker.refusals.of('journal-full') === 1);
  expect(log.lines.join()).toContain('the journal is full');
  const stuck = acked;
  expect(stuck).toBeLessThan(sent);
  const live = listen(recorder);
  await recorder.subscribeAsync('home/live');
  const page = await connect(broker, 'browser-1');
  await page.publishAsync('home/live', 'still here', { qos: 0 });
  await heardCount(live, 1);
  const journal = openJournal(dataDir);
  await until(async () => {
    const cursor = JSON.stringify({ epoch: journal.epoch(), seq: journal.head() });
    await recorder.publishAsync('$inglenook/recorder/cursor', cursor);
    return acked === sent;
  });
  journal.close();
});
