import { beforeEach, expect, test } from 'vitest';
import type { Say } from '../../simulator/devices/device.ts';
import { createHouse } from '../../simulator/house/house.ts';
import { zigbeeBridge } from '../../simulator/zigbee/bridge.ts';
import { type PluggedIn, plugIn } from './plugged-in.ts';

const noon = Date.UTC(2026, 4, 12, 12);
const BASE = 'zigbee2mqtt';
const REQUEST = `${BASE}/bridge/request`;

let network: PluggedIn;
beforeEach(() => {
  network = plugIn([zigbeeBridge(createHouse(1, 'Europe/Berlin'))], noon);
});

const names = () => network.home.devices().map(({ name }) => name);
const on = (says: readonly Say[], topic: string) =>
  says.filter((say) => say.topic === topic).map(({ payload }) => JSON.parse(String(payload)));

test('a network that is opened lets a new device in, tells of it, and closes again', () => {
  const before = names();
  const says = network.publish(`${REQUEST}/permit_join`, { time: 60, transaction: 'a1' });
  expect(on(says, `${BASE}/bridge/response/permit_join`)).toEqual([
    { status: 'ok', data: { time: 60 }, transaction: 'a1' },
  ]);
  const events = on(says, `${BASE}/bridge/event`);
  expect(events.map(({ type, data }) => data.status ?? type)).toEqual([
    'device_joined',
    'started',
    'successful',
  ]);
  expect(on(says, `${BASE}/bridge/info`).map((info) => info.permit_join)).toEqual([
    ...[true, true, false],
  ]);
  const added = names().filter((name) => !before.includes(name));
  expect(added).toEqual([events[0].data.friendly_name]);
});

test('a network that is closed in time lets nobody in', () => {
  const before = names();
  network.publish(`${REQUEST}/permit_join`, { time: 0 });
  expect(names()).toEqual(before);
});

test('a device keeps its address under another name, and goes when it is taken out', () => {
  const renamed = network.publish(`${REQUEST}/device/rename`, { from: 'Sofa lamp', to: 'Corner' });
  expect(on(renamed, `${BASE}/bridge/response/device/rename`)[0].status).toBe('ok');
  expect(names()).toContain('Corner');
  expect(names()).not.toContain('Sofa lamp');
  network.publish(`${BASE}/Corner/set`, { state: 'ON', brightness: 99 });
  network.publish(`${REQUEST}/device/remove`, { id: 'Corner' });
  expect(names()).not.toContain('Corner');
});

test.each([
  ['device/rename', { from: 'nobody', to: 'x' }],
  ['device/rename', { from: 'Sofa lamp', to: 'Shelf lamp' }],
  ['device/rename', { from: 'Sofa lamp', to: 'a/#' }],
  ['device/remove', { id: 'nobody' }],
  ['permit_join', { time: 'soon' }],
  ['make/coffee', {}],
])('%s %j is refused with a reason', (request, payload) => {
  const before = names();
  const [answer] = on(
    network.publish(`${REQUEST}/${request}`, payload),
    `${BASE}/bridge/response/${request}`,
  );
  expect(answer).toMatchObject({ status: 'error', error: expect.stringMatching(/\w/) });
  expect(names()).toEqual(before);
});

test('what is said to a group is said to each of its lamps', () => {
  const says = network.publish(`${BASE}/Sofa corner/set`, { state: 'ON', brightness: 77 });
  for (const lamp of ['Sofa lamp', 'Shelf lamp', 'Sofa corner']) {
    expect(on(says, `${BASE}/${lamp}`)[0], lamp).toMatchObject({ state: 'ON', brightness: 77 });
  }
});
