import { expect, test } from 'vitest';
import type { Device, Memory, Say } from '../../simulator/devices/device.ts';
import { devicesOf } from '../../simulator/flat.ts';
import { createHouse } from '../../simulator/house/house.ts';

const noon = Date.UTC(2026, 4, 12, 12);
const devices = devicesOf(createHouse(1, 'Europe/Berlin'));

function deviceCalled(id: string): Device {
  const found = devices.find((device) => device.id === id);
  if (!found) throw new Error(`no device ${id}`);
  return found;
}

/** What the device reports after a command. */
function told(device: Device, memory: Memory, topic: string, payload: string, t = noon) {
  const heard = device.hear(memory, topic, payload, t);
  return { memory: heard?.memory ?? memory, says: device.report(t, heard?.memory ?? memory) };
}

const payloadOn = (says: readonly Say[], topic: string) =>
  says.find((say) => say.topic === topic)?.payload;

test('there are at least 25 devices, each with a client id and a last will of its own', () => {
  expect(devices.length).toBeGreaterThanOrEqual(25);
  expect(new Set(devices.map((device) => device.id)).size).toBe(devices.length);
  for (const { id, will } of devices) {
    // Sparkplug forbids a retained death certificate.
    expect(will, id).toMatchObject({ retain: !will?.topic.startsWith('spBv1.0/') });
  }
});

test('a JSON lamp does what it is told and keeps the rest', () => {
  const lamp = deviceCalled('living-room-floor-lamp');
  const topic = 'lamps/living-room-floor-lamp/set';
  const color = '{"state":"ON","brightness":100,"color":{"r":10,"g":20,"b":30}}';
  const { memory, says } = told(lamp, lamp.habit(noon), topic, color);
  expect(JSON.parse(String(says[0]?.payload))).toMatchObject({
    state: 'ON',
    brightness: 100,
    color_mode: 'rgb',
    color: { r: 10, g: 20, b: 30 },
  });
  const off = told(lamp, memory, topic, '{"state":"OFF"}').says;
  expect(JSON.parse(String(off[0]?.payload))).toMatchObject({ state: 'OFF', brightness: 100 });
});

test('a lamp with a topic for each value takes brightness and colour', () => {
  const lamp = deviceCalled('bedroom-lamp');
  const base = 'light/bedroom-lamp';
  const on = told(lamp, lamp.habit(noon), `${base}/state/set`, 'ON');
  const dim = told(lamp, on.memory, `${base}/brightness/set`, '33');
  const { says } = told(lamp, dim.memory, `${base}/hs/set`, '200,40');
  expect(payloadOn(says, `${base}/state`)).toBe('ON');
  expect(payloadOn(says, `${base}/brightness`)).toBe('33');
  expect(payloadOn(says, `${base}/hs`)).toBe('200,40');
});

test('one lamp is slow and one never answers', () => {
  expect(deviceCalled('bedroom-reading-lamp').answersAfterMs).toBe(3_000);
  expect(deviceCalled('study-desk-lamp').answersAfterMs).toBeNull();
});

test('a blind travels, reports on its way and can be stopped', () => {
  const blind = deviceCalled('living-room-blind');
  const base = 'covers/living-room-blind';
  const open = { from: 100, target: 100, startedAt: 0 };
  const heard = blind.hear(open, `${base}/set`, 'CLOSE', noon);
  expect(heard?.againAfterMs.length).toBeGreaterThan(5);
  const half = blind.report(noon + 11_000, heard?.memory ?? {});
  expect(payloadOn(half, `${base}/state`)).toBe('closing');
  expect(payloadOn(half, `${base}/position`)).toBe('50');
  const stopped = told(blind, heard?.memory ?? {}, `${base}/set`, 'STOP', noon + 11_000).says;
  expect(payloadOn(stopped, `${base}/state`)).toBe('open');
  const end = blind.report(noon + 60_000, heard?.memory ?? {});
  expect(payloadOn(end, `${base}/state`)).toBe('closed');
});

test('a room follows its thermostat', () => {
  const radiator = deviceCalled('living-room-radiator');
  const topic = 'climate/living-room-radiator/target/set';
  const temperature = (memory: Memory, t: number) =>
    JSON.parse(String(radiator.report(t, memory)[0]?.payload)).temperature;
  const { memory } = told(radiator, radiator.habit(noon), topic, '26.0');
  const later = noon + 2 * 3_600_000;
  expect(temperature(memory, later)).toBeGreaterThan(temperature(radiator.habit(noon), later) + 2);
});

test('no command, whatever it says, disturbs a device', () => {
  const rubbish = [
    '',
    '{',
    'null',
    '[]',
    '{"state":7,"brightness":"x","color":[]}',
    'NaN',
    '1e999',
  ];
  for (const device of devices) {
    for (const listened of device.listens) {
      for (const payload of rubbish) {
        const topic = listened.replace('+', 'state');
        const heard = device.hear(device.habit(noon), topic, payload, noon);
        const says = device.report(noon, heard?.memory ?? device.habit(noon));
        expect(says.length, `${device.id} after ${payload}`).toBeGreaterThan(0);
        // A text may say anything; a number may not.
        const wrong = /(^|[^"\w])(NaN|undefined|Infinity)/;
        for (const say of says) expect(String(say.payload)).not.toMatch(wrong);
      }
    }
  }
});
