import { randomBytes } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createClock } from '../../../lib/server/broker/clock.ts';
import { openJournal } from '../../../lib/server/journal/journal.ts';
import { fillDisk, mountSmallDisk } from '../../support/small-disk.ts';
import { until } from '../../support/until.ts';
import { rawClient, subscribePacket } from './raw.ts';
import { connect, heardCount, listen, recordingLog, startTestBroker } from './support.ts';

test('a frozen subscriber is cut off, and delays nobody', async () => {
  const broker = await startTestBroker({ limits: { stallMs: 2_000 } });
  const frozen = await rawClient(broker.tcpPort, 'device-frozen');
  frozen.send(subscribePacket('video/#', 1));
  const healthy = await connect(broker, 'device-screen');
  await healthy.subscribeAsync('video/#', { qos: 0 });
  let last = performance.now();
  let longest = 0;
  // Everything runs in this one process, so its own stalls are no fault of the broker.
  let ticked = performance.now();
  let ownStall = 0;
  healthy.on('message', () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  });
  await until(() => frozen.received().length >= 9);
  frozen.socket.pause();
  const publisher = await connect(broker, 'device-camera');
  const frame = Buffer.alloc(16 * 1024);
  last = performance.now();
  ticked = last;
  const timer = setInterval(() => {
    ownStall = Math.max(ownStall, performance.now() - ticked);
    ticked = performance.now();
    publisher.publish('video/door', frame);
  }, 10);
  onTestFinished(() => clearInterval(timer));
  await until(() => broker.refusals.of('slow-subscriber') === 1);
  clearInterval(timer);
  // Far above what a busy machine adds, far below what waiting for the frozen one would.
  expect(longest - ownStall).toBeLessThan(2_000);
  expect(healthy.connected).toBe(true);
});

/** A disk of 24 MB, gone after the test; null where this machine lets nobody mount one. */
function smallDisk(): string | null {
  const disk = mountSmallDisk(24);
  if (disk === null) return null;
  onTestFinished(disk.unmount);
  return disk.folder;
}

test('on a full disk nothing is acknowledged, reads go on, and space alone mends it', async (context) => {
  const disk = smallDisk();
  if (disk === null) return context.skip('no tmpfs can be mounted here');
  const log = recordingLog();
  const dataDir = path.join(disk, 'data');
  const broker = await startTestBroker({ dataDir, log });
  const publisher = await connect(broker, 'device-sensor');
  const screen = await connect(broker, 'device-screen');
  const heard = listen(screen);
  await publisher.publishAsync('home/before', 'kept', { qos: 1, retain: true });
  const filler = path.join(disk, 'filler');
  const acked: number[] = [];
  let sent = 0;
  // All but a few megabytes are gone.
  writeFileSync(filler, Buffer.alloc(16 << 20));
  const pump = setInterval(() => {
    if (!publisher.connected || sent - acked.length > 20) return;
    const number = ++sent;
    const payload = `${number} ${Math.random()}`.padEnd(60_000, '-');
    publisher.publish('home/t', payload, { qos: 1 }, (error) => {
      if (!error) acked.push(number);
    });
  }, 5);
  onTestFinished(() => clearInterval(pump));
  await until(() => broker.refusals.of('disk-full') >= 1);
  await until(() => sent - acked.length > 20);
  const stuck = acked.length;
  await screen.subscribeAsync('home/before', { qos: 1 });
  await heardCount(heard, 1);
  await screen.subscribeAsync('home/live');
  await screen.publishAsync('home/live', 'unjournalled', { qos: 0 });
  await heardCount(heard, 2);
  expect(acked.length).toBe(stuck);
  rmSync(filler);
  await until(() => acked.length > stuck);
  clearInterval(pump);
  await until(() => acked.length === sent);
  const journal = openJournal(dataDir);
  const stored = journal
    .read(0, 100_000)
    .filter(({ topic }) => topic === 'home/t')
    .map(({ payload }) => Number.parseInt(Buffer.from(payload).toString(), 10));
  journal.close();
  expect(stored).toEqual(acked);
  expect(log.lines.join()).toContain('the disk is full');
  expect(log.lines.join()).toContain('the disk has space again');
});

test('a small disk that is full again and again has room again each time', async (context) => {
  const disk = mountSmallDisk(12);
  if (disk === null) return context.skip('no tmpfs can be mounted here');
  onTestFinished(disk.unmount);
  const dataDir = path.join(disk.folder, 'data');
  const broker = await startTestBroker({ dataDir });
  const camera = await connect(broker, 'device-camera');
  const recorder = await connect(broker, 'recorder-1');
  const journal = openJournal(dataDir);
  onTestFinished(() => journal.close());
  for (let round = 1; round <= 3; round++) {
    const giveBack = fillDisk(disk.folder, 2 << 20);
    const refused = () => broker.refusals.of('disk-full') + broker.refusals.of('journal-full');
    const before = refused();
    let underWay = 0;
    await until(
      () => {
        while (underWay < 4) {
          underWay++;
          camera.publish('home/t', randomBytes(30_000), { qos: 1 }, () => underWay--);
        }
        return refused() > before;
      },
      { everyMs: 5, what: `a full disk, round ${round}` },
    );
    // SQLite's own log, which can be moved into the file only while the file can grow.
    expect(statSync(path.join(dataDir, 'broker.db-wal')).size).toBeLessThan(2 << 20);
    giveBack();
    await until(() => underWay === 0, { what: `acknowledgements, round ${round}` });
    // The recorder has stored all of it.
    const cursor = JSON.stringify({ epoch: journal.epoch(), seq: journal.head() });
    await recorder.publishAsync('$inglenook/recorder/cursor', cursor, { qos: 1 });
    await until(() => journal.read(0, 2).length < 2);
  }
});

test('on a full disk what the recorder has stored makes room for what waits', async (context) => {
  const disk = smallDisk();
  if (disk === null) return context.skip('no tmpfs can be mounted here');
  const dataDir = path.join(disk, 'data');
  const broker = await startTestBroker({ dataDir });
  const camera = await connect(broker, 'device-camera');
  const recorder = await connect(broker, 'recorder-1');
  fillDisk(disk, 4 << 20);
  let [underWay, acked] = [0, 0];
  const pump = setInterval(() => {
    while (underWay < 4) {
      underWay++;
      camera.publish('home/t', randomBytes(30_000), { qos: 1 }, () => {
        underWay--;
        acked++;
      });
    }
  }, 5);
  onTestFinished(() => clearInterval(pump));
  await until(() => broker.refusals.of('disk-full') > 0);
  clearInterval(pump);
  const stuck = acked;
  const journal = openJournal(dataDir);
  onTestFinished(() => journal.close());
  const cursor = JSON.stringify({ epoch: journal.epoch(), seq: journal.head() });
  await recorder.publishAsync('$inglenook/recorder/cursor', cursor);
  await until(() => underWay === 0, {
    what: 'acknowledgements on a disk that is as full as before',
  });
  expect(acked).toBeGreaterThan(stuck);
});

test('arrival times never go back, and catch up with a clock that did', () => {
  let wall = 1_000_000;
  let tick = 0;
  const clock = createClock(
    900_000,
    () => wall,
    () => tick,
  );
  const pass = (ms: number) => {
    wall += ms;
    tick += ms;
    return clock();
  };
  expect(pass(10)).toBe(1_000_010);
  wall -= 1_000;
  const times = Array.from({ length: 30 }, () => pass(100));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(times.slice(0, 18)).size).toBe(18);
  expect(times.at(-1)).toBe(wall);
  expect(
    createClock(
      5_000_000,
      () => wall,
      () => tick,
    )(),
  ).toBe(5_000_000);
});
