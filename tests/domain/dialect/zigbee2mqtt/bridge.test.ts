import { describe, expect, test } from 'vitest';
import { parseMessage } from '@/lib/domain/dialect/parse-message.ts';
import { readBridgeEvent } from '@/lib/domain/dialect/zigbee2mqtt/bridge-events.ts';
import {
  permitJoin,
  readBridgeResponse,
  removeDevice,
  rename,
} from '@/lib/domain/dialect/zigbee2mqtt/bridge-requests.ts';
import { getRequest } from '@/lib/domain/dialect/zigbee2mqtt/get-request.ts';
import { bytes, START, type TestHome, testHome } from '../../../support/home.ts';
import {
  ADDRESS,
  device,
  feature,
  lampBrightness,
  lampMired,
  lampState,
  network,
  only,
  said,
  stateOf,
} from './network.ts';

const info = (more: Record<string, unknown> = {}) => ({
  ...{ version: '2.1.0', permit_join: false, restart_required: false, log_level: 'info' },
  coordinator: { ieee_address: '0xC0', type: 'zStack3x0', meta: { revision: 20221226 } },
  config: { advanced: { output: 'json' } },
  ...more,
});
const INFO = 'zigbee2mqtt/bridge/info';
const heard = (topic: string, payload: unknown) =>
  parseMessage({ topic, payload: bytes(payload), retain: false, at: START });

describe('the bridge', () => {
  test('is a device with its state, its version and its switches', () => {
    const home = testHome();
    home.hear('zigbee2mqtt/bridge/state', { state: 'online' }, { retain: true });
    home.hear(INFO, info({ permit_join: true, permit_join_end: START + 60_000 }));
    expect(home.devices()).toMatchObject([{ name: 'Zigbee2MQTT Bridge', swVersion: '2.1.0' }]);
    expect(stateOf(home, only(home, 'binary_sensor', 'Connection state'))).toMatchObject({
      on: true,
    });
    expect(stateOf(home, only(home, 'sensor', 'Version'))).toMatchObject({ value: '2.1.0' });
    expect(stateOf(home, only(home, 'switch', 'Permit join'))).toMatchObject({ on: true });
    expect(stateOf(home, only(home, 'sensor', 'Permit join until'))).toMatchObject({
      value: new Date(START + 60_000).toISOString(),
    });
    const press = { command: 'press' };
    expect(said(home, only(home, 'button', 'Restart'), press)).toEqual([
      ['zigbee2mqtt/bridge/request/restart', ''],
    ]);
  });

  test('opens the network the way its version wants it', () => {
    const opened = (version: string) => {
      const home = testHome();
      home.hear(INFO, info({ version }));
      return said(home, only(home, 'switch', 'Permit join'), { command: 'turn_on' });
    };
    const topic = 'zigbee2mqtt/bridge/request/permit_join';
    expect(opened('2.1.0')).toEqual([[topic, { time: 254 }]]);
    expect(opened('1.40.2')).toEqual([[topic, { value: true, time: 254 }]]);
  });

  test('works firmware, scenes of single lamps and settings inside main features', () => {
    const startup = feature('numeric', 'color_temp_startup', { value_min: 153, value_max: 454 });
    const lamp = device('lamp', [{ type: 'light', features: [lampState, lampMired, startup] }], {
      endpoints: { 11: { scenes: [{ id: 4, name: 'Reading' }] } },
    });
    Object.assign(lamp.definition, { supports_ota: true });
    const home = network([lamp]);
    expect(home.entities().map(({ kind }) => kind)).toEqual(['light']);
    home.hear(INFO, info());
    const update = only(home, 'update');
    expect(home.device(update.deviceId)?.name).toBe('lamp');
    expect(update.name).toBe('Firmware');
    home.hear('zigbee2mqtt/lamp', {
      update: { state: 'updating', progress: 35, installed_version: 192, latest_version: 193 },
    });
    expect(stateOf(home, update)).toMatchObject({
      ...{
        installed_version: '192',
        latest_version: '193',
        in_progress: true,
        update_percentage: 35,
      },
    });
    expect(said(home, update, { command: 'install' })).toEqual([
      ['zigbee2mqtt/bridge/request/device/ota_update/update', { id: ADDRESS }],
    ]);
    expect(said(home, only(home, 'scene', 'Reading'), { command: 'activate' })).toEqual([
      ['zigbee2mqtt/lamp/set', { scene_recall: 4 }],
    ]);
    expect(said(home, only(home, 'number'), { command: 'set', value: 300 })).toEqual([
      ['zigbee2mqtt/lamp/set', { color_temp_startup: 300 }],
    ]);
  });

  test('does not lose them when it is heard after its list, also after a restart', () => {
    const lamp = device('lamp', [{ type: 'light', features: [lampState] }]);
    Object.assign(lamp.definition, { supports_ota: true });
    const before = network([lamp]);
    before.hear(INFO, info());
    const home = testHome();
    home.restore({ devices: before.devices(), entities: before.entities(), statuses: {} });
    expect(home.hear('zigbee2mqtt/bridge/devices', [lamp]).removed).toEqual([]);
    expect(home.hear(INFO, info()).removed).toEqual([]);
    expect(only(home, 'update').name).toBe('Firmware');
  });

  test('that publishes key by key has actions on their own topics', () => {
    const home = network([
      device('remote', [feature('enum', 'action', { access: 1, values: ['single'] })]),
    ]);
    home.hear(INFO, info({ config: { advanced: { output: 'attribute' } } }));
    home.hear('zigbee2mqtt/remote/action', 'single');
    expect(stateOf(home, only(home, 'event', 'action'))).toEqual({ event_type: 'single' });
  });

  test('tells who joins, as an event and to those who take a device in', () => {
    const home = testHome();
    home.hear(INFO, info());
    const joined = { type: 'device_joined', data: { friendly_name: '0x9', ieee_address: '0x9' } };
    home.hear('zigbee2mqtt/bridge/event', joined);
    expect(stateOf(home, only(home, 'event'))).toMatchObject({
      event_type: 'device_joined',
      ieee_address: '0x9',
    });
    expect(readBridgeEvent(heard('a/b/bridge/event', joined))).toEqual({
      ...{ type: 'device_joined', base: 'a/b', address: '0x9', friendlyName: '0x9' },
    });
    const interviewed = {
      type: 'device_interview',
      data: {
        ...{ friendly_name: 'x', ieee_address: '0x9', status: 'successful', supported: true },
        definition: { model: 'E1743', vendor: 'IKEA', description: 'a switch' },
      },
    };
    expect(readBridgeEvent(heard('z/bridge/event', interviewed))).toMatchObject({
      ...{ status: 'successful', supported: true, vendor: 'IKEA', model: 'E1743' },
    });
    expect(readBridgeEvent(heard('z/bridge/event', 'nonsense'))).toBeNull();
  });

  test('is asked in its words, and its answers are told apart', () => {
    expect(permitJoin('z', 400, 'lamp', 't1')).toMatchObject({
      topic: 'z/bridge/request/permit_join',
      payload: '{"time":254,"device":"lamp","transaction":"t1"}',
    });
    expect(rename('z', 'a', 'b').payload).toBe('{"from":"a","to":"b"}');
    expect(removeDevice('z', 'a', { force: true }).payload).toBe('{"id":"a","force":true}');
    const answer = {
      data: { from: 'a' },
      status: 'error',
      error: 'no such device',
      transaction: 't1',
    };
    expect(readBridgeResponse(heard('z/bridge/response/device/rename', answer))).toMatchObject({
      ...{ base: 'z', request: 'device/rename', error: 'no such device', transaction: 't1' },
    });
    expect(readBridgeResponse(heard('z/bridge/response/x', { a: 1 }))).toBeNull();
  });
});

test('a device can be asked for what it shows', () => {
  const home = network([
    device('lamp', [{ type: 'light', features: [lampState, lampBrightness] }]),
  ]);
  expect(getRequest(only(home, 'light'))).toMatchObject({
    topic: 'zigbee2mqtt/lamp/get',
    payload: '{"state":"","brightness":""}',
  });
});

describe('a group', () => {
  const lamp = (name: string, address: string, features: readonly unknown[]) =>
    device(name, [{ type: 'light', features: [lampState, lampBrightness, ...features] }], {
      ieee_address: address,
    });
  const group = (members: readonly string[], more: Record<string, unknown> = {}) => ({
    ...{ id: 5, friendly_name: 'wohnzimmer/alle', scenes: [] },
    members: members.map((ieee_address) => ({ ieee_address, endpoint: 1 })),
    ...more,
  });
  const GROUPS = 'zigbee2mqtt/bridge/groups';
  const house = (): TestHome =>
    network([
      lamp('a', '0xa', [lampMired]),
      lamp('b', '0xb', [{ ...lampMired, value_min: 200, value_max: 500 }]),
      device('plug', [{ type: 'switch', features: [lampState] }], { ieee_address: '0xd' }),
    ]);
  const alle = (home: TestHome) =>
    home.entities().filter((e) => home.device(e.deviceId)?.name === 'wohnzimmer/alle');

  test('can do what its members can, in the shades they have in common', () => {
    const home = house();
    home.hear(GROUPS, [group(['0xa', '0xb'])]);
    const [light] = alle(home);
    expect(light).toMatchObject({
      ...{ kind: 'light', name: null },
      capabilities: { colorModes: ['color_temp'], colorTempKelvinRange: [2202, 5000] },
    });
    home.hear('zigbee2mqtt/wohnzimmer/alle', { state: 'ON', brightness: 254 });
    expect(stateOf(home, light!)).toMatchObject({ on: true, brightness: 100 });
    expect(said(home, light!, { command: 'turn_off' })).toEqual([
      ['zigbee2mqtt/wohnzimmer/alle/set', { state: 'OFF' }],
    ]);
  });

  test('has its scenes', () => {
    const home = house();
    home.hear(GROUPS, [group(['0xa'], { scenes: [{ id: 2, name: 'Evening' }] })]);
    expect(said(home, only(home, 'scene', 'Evening'), { command: 'activate' })).toEqual([
      ['zigbee2mqtt/wohnzimmer/alle/set', { scene_recall: 2 }],
    ]);
  });

  test('of two kinds has two entities, and is gone when its list says so', () => {
    const home = house();
    home.hear(GROUPS, [group(['0xa', '0xd'])]);
    expect(alle(home).map(({ kind }) => kind)).toEqual(['light', 'switch']);
    home.hear(GROUPS, []);
    expect(alle(home)).toEqual([]);
    expect(home.devices().some(({ name }) => name === 'wohnzimmer/alle')).toBe(false);
  });

  test('waits for the devices, of which it says nothing itself', () => {
    const home = testHome();
    home.hear(GROUPS, [group(['0xa'])]);
    expect(alle(home)).toEqual([]);
    home.hear('zigbee2mqtt/bridge/devices', [lamp('a', '0xa', [])]);
    expect(alle(home)).toMatchObject([{ kind: 'light' }]);
  });
});
