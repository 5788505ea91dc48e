import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../../support/until.ts';
import { flood, type HostileHome, startHostileHome } from './hostile-home.ts';

/** Too much of everything, against the three real roles. Nobody dies, and the history goes on. */
let hostile: HostileHome;
/** No role needs more, however much comes: MiB. */
const ENOUGH_MIB = 1_280;

beforeAll(async () => {
  hostile = await startHostileHome({ MQTT_MAX_PACKET_KB: '4096' });
});
afterEach(async () => {
  await hostile.survives();
  expect(hostile.memory()).toBeLessThan(ENOUGH_MIB);
});
afterAll(async () => {
  await hostile?.stop();
});

/** Whether an entity is fed by the topic. */
const isKnown = async (topic: string) => {
  const { body } = await hostile.get(`/entities?topic=${encodeURIComponent(topic)}`);
  return body.entities.length > 0;
};

test('five thousand announced entities are all there, and all go', async () => {
  const client = await hostile.attacker('announcer');
  const config = (i: number) =>
    JSON.stringify({
      unique_id: `many-${i}`,
      name: `Power ${i}`,
      state_topic: `many/${i}`,
      unit_of_measurement: 'W',
      device: { identifiers: [`many-${i >> 2}`], name: `Device ${i >> 2}` },
    });
  const topic = (i: number) => `homeassistant/sensor/many-${i}/config`;
  await flood(client, 5_000, (i) => [topic(i), config(i)], true);
  await flood(client, 5_000, (i) => [`many/${i}`, String(i)]);
  await until(() => isKnown('many/4999'));
  await flood(client, 5_000, (i) => [topic(i), ''], true);
  await until(async () => !(await isKnown('many/4999')) && !(await isKnown('many/0')));
});

test('a Zigbee network of two thousand devices is taken in, and let go', async () => {
  const client = await hostile.attacker('zigbee');
  const exposes = ['temperature', 'humidity', 'battery'].map((name) => ({
    ...{
      type: 'numeric',
      name,
      property: name,
      access: 1,
      unit: name === 'temperature' ? '°C' : '%',
    },
    description: `Measured ${name} of this device, told by itself whenever it has changed`,
  }));
  const list = Array.from({ length: 2_000 }, (_, i) => ({
    ieee_address: `0x${String(i).padStart(16, '0')}`,
    friendly_name: `Sensor ${i}`,
    type: 'EndDevice',
    definition: { model: 'WSDCGQ11LM', vendor: 'Aqara', description: 'Sensor', exposes },
  }));
  await client.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify(list), {
    qos: 1,
    retain: true,
  });
  await client.publishAsync('zigbee2mqtt/Sensor 1999', '{"temperature":21.5}', { qos: 1 });
  await until(() => isKnown('zigbee2mqtt/Sensor 1999'));
  await client.publishAsync('zigbee2mqtt/bridge/devices', '[]', { qos: 1, retain: true });
  await until(async () => !(await isKnown('zigbee2mqtt/Sensor 1999')));
});

test('a hundred thousand topics: the first thousands are guessed at, the rest is counted', async () => {
  const clients = await Promise.all(['t1', 't2', 't3'].map((name) => hostile.attacker(name)));
  await Promise.all(
    clients.map((client, k) =>
      flood(client, 33_400, (i) => [`flood/${k}/${i >> 4}/v${i}`, String(i)], k === 0),
    ),
  );
  await hostile.survives();
  expect(await hostile.counted(/guess/)).toBeGreaterThan(90_000);
  const { status, body } = await hostile.get('/entities?limit=1000');
  expect([status, body.entities.length]).toEqual([200, 1_000]);
});

test('one client that invents topics without end is cut off', async () => {
  const client = await hostile.attacker('inventor');
  const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
  flood(client, 60_000, (i) => [`invented/${i}`, '1']).catch(() => {});
  await gone;
  expect(await hostile.refused('too-many-topics')).toBe(1);
});
