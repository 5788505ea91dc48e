import { afterAll, beforeAll, expect, test } from 'vitest';
import { flood, type HostileHome, startHostileHome } from './hostile-home.ts';

/** The limits of the configuration hold, and what they turn away is told by name. */
let hostile: HostileHome;

beforeAll(async () => {
  hostile = await startHostileHome({
    MAX_ENTITIES: '60',
    MAX_DEVICES: '30',
    MAX_GUESSES: '10',
    MAX_KEPT_TOPICS: '50',
    MQTT_MAX_PACKET_KB: '64',
  });
  await hostile.survives();
});
afterAll(async () => {
  await hostile?.stop();
});

const entities = async () => (await hostile.get('/entities?limit=1000')).body.entities;

test('MAX_GUESSES: no more is guessed, and what was guessed goes on', async () => {
  const client = await hostile.attacker('guesses');
  await flood(client, 100, (i) => [`sensors/room-${i}/temperature`, '21']);
  await hostile.survives();
  expect((await entities()).length).toBe(10);
  expect(await hostile.counted(/MAX_GUESSES|guess/)).toBeGreaterThanOrEqual(90);
});

test('MAX_DEVICES: thirty devices, and no thirty-first', async () => {
  const client = await hostile.attacker('devices');
  await flood(client, 60, (i) => [
    `homeassistant/sensor/device-${i}/config`,
    JSON.stringify({
      unique_id: `d-${i}`,
      state_topic: `d/${i}`,
      device: { identifiers: [`d-${i}`] },
    }),
  ]);
  await hostile.survives();
  const devices = new Set(
    (await entities()).map(({ device }: { device: { id: string } }) => device.id),
  );
  expect(devices.size).toBe(30);
  expect(await hostile.counted(/too many devices/)).toBeGreaterThanOrEqual(30);
});

test('MAX_ENTITIES: sixty entities, and no sixty-first', async () => {
  const client = await hostile.attacker('entities');
  await flood(client, 80, (i) => [
    `homeassistant/sensor/entity-${i}/config`,
    JSON.stringify({
      unique_id: `e-${i}`,
      state_topic: `e/${i}`,
      device: { identifiers: ['d-0'] },
    }),
  ]);
  await hostile.survives();
  expect((await entities()).length).toBe(60);
  expect(await hostile.counted(/MAX_ENTITIES/)).toBeGreaterThanOrEqual(30);
});

test('MQTT_MAX_PACKET_KB: a larger message ends its connection', async () => {
  const client = await hostile.attacker('large');
  await client.publishAsync('large/a', Buffer.alloc(60_000, 65), { qos: 1 });
  const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.publish('large/a', Buffer.alloc(70_000, 65), { qos: 1 }, () => {});
  await gone;
  expect(await hostile.refused('packet-too-large')).toBe(1);
  await hostile.survives();
});
