import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../lib/server/broker/limits.ts';
import type { Reason } from '../../../lib/server/broker/refusals.ts';
import { Framer } from '../../../lib/server/broker/wire/framer.ts';
import { until } from '../../support/until.ts';
import {
  connectPacket,
  packet,
  publishPacket,
  rawClient,
  rawSocket,
  subscribePacket,
  text,
} from './raw.ts';
import { connect, heardCount, listen, recordingLog, startTestBroker } from './support.ts';

describe('a connection is closed, and counted, for', () => {
  const deep = Array.from({ length: 17 }, () => 'a').join('/');
  test.each<[string, Reason, Uint8Array]>([
    ['a topic that is not UTF-8', 'invalid-text', publishPacket(Buffer.from([0x61, 0xff]))],
    ['a surrogate in a topic', 'invalid-text', publishPacket(Buffer.from([0xed, 0xa0, 0x80]))],
    ['U+0000 in a topic', 'invalid-text', publishPacket('a\0b')],
    ['U+0000 in a filter', 'invalid-text', subscribePacket('a\0b')],
    ['# in a topic', 'invalid-topic', publishPacket('home/#')],
    ['+ in a topic', 'invalid-topic', publishPacket('home/+/t')],
    ['an empty topic', 'invalid-topic', publishPacket('')],
    ['17 levels', 'topic-too-long', publishPacket(deep)],
    ['17 levels in a filter', 'topic-too-long', subscribePacket(deep)],
    ['514 bytes of topic', 'topic-too-long', publishPacket('é'.repeat(257))],
    ['# in the middle of a filter', 'invalid-filter', subscribePacket('a/#/b')],
    ['+ beside a letter', 'invalid-filter', subscribePacket('a+')],
    ['# beside a letter', 'invalid-filter', subscribePacket('a#')],
    ['an empty filter', 'invalid-filter', subscribePacket('')],
    ['a subscription to nothing', 'malformed-packet', packet(0x82, Buffer.from([0, 1]))],
    ['QoS 3', 'malformed-packet', publishPacket('a', 'x', 3)],
    ['QoS 3 in a subscription', 'malformed-packet', subscribePacket('a', 3)],
    ['packet identifier 0', 'malformed-packet', publishPacket('a', 'x', 1, 0)],
    ['a topic longer than its packet', 'malformed-packet', packet(0x30, Buffer.from([0, 9, 97]))],
    ['reserved flags', 'malformed-packet', packet(0x80, Buffer.from([0, 1, 0, 1, 97, 0]))],
    ['a server packet', 'malformed-packet', packet(0x20, Buffer.from([0, 0]))],
    ['a reserved type', 'malformed-packet', packet(0xf0, Buffer.alloc(0))],
    ['five bytes of length', 'malformed-packet', Buffer.from([0x30, 255, 255, 255, 255, 1])],
    ['a second CONNECT', 'malformed-packet', connectPacket('device-a')],
    [
      'a packet over 256 KB, from its header',
      'packet-too-large',
      packet(0x30, Buffer.alloc(0), 262_145),
    ],
  ])('%s', async (_, reason, bytes) => {
    const broker = await startTestBroker();
    const raw = await rawClient(broker.tcpPort, 'device-a');
    raw.send(bytes);
    await raw.closed();
    expect(broker.refusals.of(reason)).toBe(1);
  });

  test.each<[string, Reason, Uint8Array]>([
    ['another packet than CONNECT first', 'malformed-packet', publishPacket('a')],
    [
      'a CONNECT over 64 KB, from its header',
      'packet-too-large',
      packet(0x10, Buffer.alloc(0), 65_537),
    ],
    [
      'trailing bytes in CONNECT',
      'malformed-packet',
      packet(0x10, Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 60]), text('a'), text('b')])),
    ],
    [
      'a client id that is not UTF-8',
      'invalid-text',
      packet(
        0x10,
        Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 60]), text(Buffer.from([0xc0, 0x80]))]),
      ),
    ],
    ['HTTP', 'malformed-packet', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ])('%s', async (_, reason, bytes) => {
    const broker = await startTestBroker();
    const raw = await rawSocket(broker.tcpPort);
    raw.send(bytes);
    await raw.closed();
    expect(broker.refusals.of(reason)).toBe(1);
  });
});

test('a packet of exactly 256 KB passes', async () => {
  const broker = await startTestBroker();
  const client = await connect(broker, 'device-a');
  const heard = listen(client);
  await client.subscribeAsync('big');
  await client.publishAsync('big', Buffer.alloc(262_144 - 2 - 3 - 2, 97), { qos: 1 });
  await heardCount(heard, 1);
});

test('the list of a Zigbee2MQTT bridge may be longer, however it is cut into pieces', async () => {
  const broker = await startTestBroker();
  const client = await connect(broker, 'device-a');
  const heard = listen(client);
  await client.subscribeAsync('#');
  await client.publishAsync('zigbee2mqtt/bridge/devices', Buffer.alloc(1_500_000, 97), { qos: 1 });
  await heardCount(heard, 1);
  const raw = await rawClient(broker.tcpPort, 'device-b');
  const whole = publishPacket('attic/z2m/bridge/devices', 'x'.repeat(300_000));
  raw.send(whole.subarray(0, 6));
  raw.send(whole.subarray(6, 20));
  raw.send(whole.subarray(20));
  await heardCount(heard, 2);
  const other = await rawClient(broker.tcpPort, 'device-c');
  other.send(publishPacket('attic/camera', 'x'.repeat(300_000)).subarray(0, 40));
  await other.closed();
  expect(broker.refusals.of('packet-too-large')).toBe(1);
});

test('an MQTT 5 client is refused with 0x84, and the log says what to do', async () => {
  const log = recordingLog();
  const broker = await startTestBroker({ log });
  const raw = await rawSocket(broker.tcpPort);
  raw.send(connectPacket('device-a', { level: 5 }));
  await raw.closed();
  expect([...raw.received()]).toEqual([0x20, 0x03, 0x00, 0x84, 0x00]);
  expect(log.lines.join()).toContain('MQTT 5 client was refused: set it to MQTT 3.1.1');
  expect(broker.refusals.of('mqtt-5')).toBe(1);
});

test.each([
  ['an unknown protocol level', { level: 6 }, [0x20, 2, 0, 1]],
  ['a bridge that tries a private level', { level: 0x84 }, [0x20, 2, 0, 1]],
  ['no client id for a session', { clientId: '', clean: false }, [0x20, 2, 0, 2]],
])('%s is answered with its return code', async (_, options, answer) => {
  const broker = await startTestBroker();
  const raw = await rawSocket(broker.tcpPort);
  raw.send(connectPacket('device-a', options));
  await raw.closed();
  expect([...raw.received()]).toEqual(answer);
});

test('MQTT 3.1 is spoken', async () => {
  const broker = await startTestBroker();
  const raw = await rawClient(broker.tcpPort, 'device-a', { level: 3, protocol: 'MQIsdp' });
  expect([...raw.received()]).toEqual([0x20, 2, 0, 0]);
});

test('who does not finish CONNECT in time is cut off', async () => {
  const broker = await startTestBroker({ limits: { connectMs: 200 } });
  const silent = await rawSocket(broker.tcpPort);
  const slow = await rawSocket(broker.tcpPort);
  slow.send(connectPacket('device-a').subarray(0, 12));
  await Promise.all([silent.closed(), slow.closed()]);
});

test('packets may come in any pieces', () => {
  const whole = Buffer.concat([
    connectPacket('device-a'),
    publishPacket('a/b', 'x'.repeat(300), 1),
    subscribePacket('a/#'),
    packet(0xc0, Buffer.alloc(0)),
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (sizes) => {
      const framer = new Framer(DEFAULT_LIMITS);
      const out: Buffer[] = [];
      for (let at = 0, i = 0; at < whole.length; i++) {
        const size = sizes[i % sizes.length] as number;
        const { packets, refusal } = framer.feed(whole.subarray(at, at + size));
        expect(refusal).toBeNull();
        if (packets !== null) out.push(packets);
        at += size;
      }
      expect(Buffer.concat(out).equals(whole)).toBe(true);
    }),
  );
});

test('mutated packets crash nothing, and a healthy client does not notice', async () => {
  const broker = await startTestBroker();
  const healthy = await connect(broker, 'device-healthy');
  const seeds = [
    publishPacket('a/b', 'hello', 1, 7),
    publishPacket('a/b', 'hello', 2, 8),
    subscribePacket('a/+/c', 1),
    packet(0xa2, Buffer.concat([Buffer.from([0, 9]), text('a/b')])),
    packet(0x62, Buffer.from([0, 8])),
    packet(0x40, Buffer.from([0, 8])),
    packet(0xe0, Buffer.alloc(0)),
  ];
  let random = 12_345;
  const chance = (below: number): number => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return random % below;
  };
  for (let round = 0; round < 150; round++) {
    const raw = await rawClient(broker.tcpPort, `device-${round}`);
    for (let i = 0; i < 40; i++) {
      const bytes = Buffer.from(seeds[chance(seeds.length)] as Buffer);
      for (let flips = chance(3); flips > 0; flips--) bytes[chance(bytes.length)] = chance(256);
      raw.send(bytes);
    }
    raw.socket.end();
    await healthy.publishAsync('health', '1', { qos: 1 });
  }
  expect(healthy.connected).toBe(true);
});

test('floods of oversize CONNECTs take no memory', async () => {
  const broker = await startTestBroker();
  const flood = Buffer.concat([packet(0x10, Buffer.alloc(0), 200_000_000), Buffer.alloc(1 << 20)]);
  global.gc?.();
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 160; i++) {
    const raw = await rawSocket(broker.tcpPort);
    raw.send(flood);
    await raw.closed();
  }
  // The test's own sending buffers are in here too.
  expect(process.memoryUsage().rss - before).toBeLessThan(150 << 20);
  await until(() => broker.refusals.of('packet-too-large') === 160);
});

test('one address may only open so many connections', async () => {
  const broker = await startTestBroker({ limits: { connectionsPerAddress: 3 } });
  for (const user of ['device-a', 'device-b', 'device-c']) await connect(broker, user);
  const fourth = await rawSocket(broker.tcpPort);
  await fourth.closed();
  expect(broker.refusals.of('too-many-connections')).toBe(1);
});
