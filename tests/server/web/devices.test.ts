import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { ask } from './api.ts';

let home: TestHome;
let token: string;
let device: MqttClient;

const call = (path: string, body?: unknown, method?: string) =>
  ask(home.url, path, { token, body, ...(method && { method }) });

const announce = (id: string, name: string, topic: string) =>
  device.publishAsync(
    `homeassistant/sensor/${id}/config`,
    JSON.stringify({
      unique_id: id,
      name: 'Temperature',
      state_topic: topic,
      unit_of_measurement: '°C',
      device_class: 'temperature',
      device: { identifiers: [id], name },
    }),
    { qos: 1, retain: true },
  );

const say = async (topic: string, ...values: readonly unknown[]) => {
  for (const value of values) await device.publishAsync(topic, String(value), { qos: 1 });
};

const readings = async (entity: string): Promise<readonly number[]> =>
  ((await call(`/entities/${entity}/history?resolution=raw`)).body.readings ?? []).map(
    ([, value]: [string, number]) => value,
  );

const deviceNamed = async (name: string) =>
  (await call('/devices')).body.devices.find((one: { name: string }) => one.name === name);

/** What the broker keeps of a topic, as somebody new would hear it; null: nothing. */
async function retained(topic: string): Promise<string | null> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, login);
  let heard: string | null = null;
  client.on('message', (where, payload) => {
    if (where === topic) heard = payload.toString();
  });
  await client.subscribeAsync([topic, 'nothing/else'], { qos: 1 });
  // Retained messages come before anything that is said afterwards.
  const echo = new Promise<void>((resolve) =>
    client.on('message', (where) => where === 'nothing/else' && resolve()),
  );
  await client.publishAsync('nothing/else', 'x', { qos: 1 });
  await echo;
  await client.endAsync();
  return heard;
}

let login: { username: string; password: string };

beforeAll(async () => {
  home = await startHome();
  token = await home.token('admin');
  login = await home.mqttUser('test devices');
  device = await mqtt.connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, login);
});
afterAll(async () => {
  await device?.endAsync(true);
  await home?.stop();
});

describe('the inbox', () => {
  test('lists what is new, and what was adopted or ignored no more', async () => {
    await announce('shed', 'Shed', 'shed/t');
    await announce('attic', 'Attic', 'attic/t');
    await say('attic/t', 1);
    const attic = await until(async () => {
      const found = await deviceNamed('Attic');
      return found?.firstHeardAt ? found : null;
    });
    expect(attic).toMatchObject({ adoption: 'new', shown: true, confidence: 1, byHand: false });
    const edited = await call(
      `/devices/${attic.id}`,
      { adoption: 'ignored', name: 'Junk', room: 'Loft' },
      'PATCH',
    );
    expect(edited.body).toMatchObject({
      adoption: 'ignored',
      shown: false,
      name: 'Junk',
      room: 'Loft',
    });
    expect((await call('/adoptions', {})).body.changed).toBe(1);
    expect((await call('/devices?adoption=new')).body.devices).toEqual([]);
    expect(await deviceNamed('Shed')).toMatchObject({ adoption: 'adopted' });
  });

  test('what is ignored is not recorded until it is adopted', async () => {
    const entity = 'sensor.attic';
    // The recorder has heard of the choice once it stores nothing more.
    await until(async () => {
      const before = (await readings(entity)).length;
      await say('attic/t', 2);
      await say('shed/t', 3);
      const known = (await readings('sensor.shed')).length;
      await until(async () => (await readings('sensor.shed')).length >= known);
      return (await readings(entity)).length === before;
    });
    const quiet = (await readings(entity)).length;
    await call('/adoptions', { devices: [(await deviceNamed('Junk')).id] });
    await until(async () => {
      await say('attic/t', 4);
      return (await readings(entity)).length > quiet;
    });
  });
});

describe('a device made by hand', () => {
  const lamp = {
    name: 'Old lamp',
    room: 'Hall',
    kind: 'switch',
    config: {
      state_topic: 'hall/lamp',
      command_topic: 'hall/lamp/set',
      value_template: '{{ value_json.power }}',
    },
  };

  test('is there at once, speaks and obeys like any other, and can be changed', async () => {
    const made = await call('/devices', lamp);
    expect(made).toMatchObject({ status: 201, body: { entityIds: [expect.any(String)] } });
    const [entity] = made.body.entityIds;
    await say('hall/lamp', '{"power":"ON"}');
    const shown = await until(async () => {
      const { body } = await call(`/entities/${entity}`);
      return body.state?.on === true ? body : null;
    });
    expect(shown).toMatchObject({ room: 'Hall', device: { name: 'Old lamp' } });
    const heard = new Promise((resolve) =>
      device.on('message', (topic, payload) => topic === 'hall/lamp/set' && resolve(`${payload}`)),
    );
    await device.subscribeAsync('hall/lamp/set', { qos: 1 });
    await call(`/entities/${entity}/commands`, { command: 'turn_off', wait: 0 });
    expect(await heard).toBe('OFF');
    const again = await call('/devices', { ...lamp, id: made.body.id, name: 'New lamp' });
    expect(again.body.entityIds).toEqual([entity]);
    expect(await deviceNamed('New lamp')).toMatchObject({ byHand: true });
  });

  test('that cannot work is refused with the reason', async () => {
    const { status, body } = await call('/devices', { ...lamp, config: {} });
    expect(status).toBe(400);
    expect(body.detail).toMatch(/command_topic/);
  });
});

test('a removed device is gone, and nothing of it is left on the broker', async () => {
  await announce('gone', 'Gone', 'gone/t');
  await device.publishAsync('gone/t', '7', { qos: 1, retain: true });
  await until(async () => (await readings('sensor.gone')).length === 1);
  const { id } = await deviceNamed('Gone');
  const { body } = await call(`/devices/${id}`, undefined, 'DELETE');
  expect(body).toMatchObject({ done: true, stillAnnounced: [] });
  expect([...body.cleared].sort()).toEqual(['gone/t', 'homeassistant/sensor/gone/config']);
  expect(await deviceNamed('Gone')).toBeUndefined();
  expect(await retained('gone/t')).toBeNull();
  expect(await retained('homeassistant/sensor/gone/config')).toBeNull();
});

test('a device that is replaced keeps its history, also across a restart', async () => {
  await announce('first', 'Stove', 'first/t');
  await say('first/t', 1, 2, 3);
  await until(async () => (await readings('sensor.first')).length === 3);
  const old = await deviceNamed('Stove');
  await call(`/devices/${old.id}`, { name: 'The stove', room: 'Kitchen' }, 'PATCH');
  await announce('second', 'Successor', 'second/t');
  await say('second/t', 4, 5);
  await until(async () => (await readings('sensor.second')).length === 2);
  const successor = await deviceNamed('Successor');

  const proposal = await call(`/devices/${old.id}/replacement?with=${successor.id}`);
  expect(proposal.body).toEqual({
    pairs: [{ old: 'sensor.first', new: 'sensor.second' }],
    unmatched: [],
  });
  const { body } = await call(`/devices/${old.id}/replacement`, { with: successor.id });
  expect(body).toMatchObject({ done: true, pairs: proposal.body.pairs });
  await say('second/t', 6);
  await until(async () => (await readings('sensor.first')).length === 6);
  expect(await readings('sensor.first')).toEqual([1, 2, 3, 4, 5, 6]);
  expect((await call('/entities/sensor.second')).status).toBe(404);
  expect((await call('/entities/sensor.first')).body).toMatchObject({
    room: 'Kitchen',
    device: { name: 'The stove', availability: 'online' },
    topics: ['second/t'],
    state: { value: 6 },
  });

  for (const role of ['recorder', 'web'] as const) await home.kill(role);
  for (const role of ['recorder', 'web'] as const) await home.start(role);
  await say('second/t', 7);
  await until(async () => (await readings('sensor.first')).length === 7);
  expect((await call('/devices')).body.devices.map(({ name }: { name: string }) => name)).toContain(
    'The stove',
  );
  expect((await call('/entities/sensor.second')).status).toBe(404);
});

describe('messages', () => {
  test('are explained by every dialect and every entity', async () => {
    const { body } = await call('/mqtt/explanations', { topic: 'shed/t', payload: 'warm' });
    expect(body.readers).toMatchObject([
      { entityId: 'sensor.shed', values: [], reasons: [expect.stringMatching(/not a number/)] },
    ]);
    expect(body.opinions.length).toBeGreaterThan(1);
  });

  test('are published by an administrator, and retained ones cleared', async () => {
    await call('/mqtt/messages', { topic: 'note', payload: 'hello', retain: true });
    expect(await retained('note')).toBe('hello');
    await call('/mqtt/messages', { topic: 'note', retain: true });
    expect(await retained('note')).toBeNull();
    expect((await call('/mqtt/messages', { topic: 'a/#' })).status).toBe(400);
  });
});
