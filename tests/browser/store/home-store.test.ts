import { expect, test } from 'vitest';
import type { HomeSnapshot } from '../../../lib/api/home.ts';
import { createHomeStore } from '../../../lib/browser/store/home-store.ts';
import { DIALECTS } from '../../../lib/domain/dialect/dialects.ts';
import { createHome } from '../../../lib/domain/entity/create-home.ts';

const START = Date.UTC(2026, 0, 1, 12);
const bytes = (text: string) => new TextEncoder().encode(text);

/** A store whose frames and clock the test moves by hand. */
function setUp() {
  const frames: (() => void)[] = [];
  const clock = { now: START };
  const home = createHome(DIALECTS);
  const store = createHomeStore({
    home,
    schedule: (flush) => frames.push(flush),
    now: () => clock.now,
  });
  const frame = () => {
    for (const flush of frames.splice(0)) flush();
  };
  const hear = (topic: string, payload: string, retain = false) =>
    store.take({ topic, payload: bytes(payload), retain, at: clock.now });
  return { store, home, clock, frames, frame, hear };
}

const ID = 'sensor.hall_temperature';
const TOPIC = 'sensors/hall/temperature';

/** What a server would answer that heard `value` at `at`. */
function snapshot(value: number, at: number, now = at): HomeSnapshot {
  const other = setUp();
  other.clock.now = at;
  other.hear(TOPIC, String(value));
  return {
    home: { name: 'Elm Street', timeZone: 'Europe/Berlin' },
    broker: { port: 1883 },
    version: '1',
    now,
    user: { name: 'Ada', email: 'ada@example.org' },
    devices: other.home.devices(),
    entities: other.home.entities(),
    statuses: { [ID]: other.home.status(ID) },
  };
}

test('whoever acts sees what was asked for before the frame; those who draw wait for it', () => {
  const { store, hear, frame } = setUp();
  hear('lights/aisle/state', '{"state":"on","brightness":55}');
  frame();
  const id = 'light.aisle';
  const drawn = store.view(id);
  const command = { entity: id, command: 'turn_on', brightness: 50 };
  const target = { on: true, brightness: 50 };
  store.setPending(id, { command, phase: 'sent', reason: null, slow: false, target });
  expect(store.view(id)).toBe(drawn);
  expect(store.latest(id)?.shown).toMatchObject({ brightness: 50 });
  frame();
  expect(store.view(id)?.shown).toMatchObject({ brightness: 50 });
  expect(store.latest(id)).toBe(store.view(id));
});

test('a hundred readings within a frame are one notification', () => {
  const { store, hear, frame, frames } = setUp();
  hear(TOPIC, '1');
  frame();
  let told = 0;
  store.onEntity(ID, () => {
    told += 1;
  });
  for (let i = 0; i < 100; i += 1) hear(TOPIC, String(i));
  expect(frames).toHaveLength(1);
  expect(told).toBe(0);
  frame();
  expect(told).toBe(1);
  expect(store.view(ID)?.state.value).toBe(99);
});

test('what did not change stays the same object, so that it is not drawn again', () => {
  const { store, hear, frame } = setUp();
  hear(TOPIC, '1');
  hear('sensors/hall/humidity', '40');
  frame();
  const [before, list] = [store.view('sensor.hall_humidity'), store.views()];
  expect(store.views()).toBe(list);
  hear(TOPIC, '2');
  frame();
  expect(store.view('sensor.hall_humidity')).toBe(before);
  expect(store.view(ID)?.state.value).toBe(2);
});

test('an older answer of the server does not undo what was heard meanwhile', () => {
  const { store, clock, hear, frame } = setUp();
  store.apply(snapshot(18, START - 60_000, START), 'server');
  clock.now = START + 1_000;
  hear(TOPIC, '21');
  store.apply(snapshot(19, START - 30_000, START + 1_000), 'server');
  frame();
  expect(store.view(ID)?.state.value).toBe(21);
});

test('a newer answer of the server brings what was missed', () => {
  const { store, clock, hear, frame } = setUp();
  hear(TOPIC, '18');
  clock.now = START + 60_000;
  store.apply(snapshot(22, START + 30_000, START + 60_000), 'server');
  frame();
  expect(store.view(ID)?.state.value).toBe(22);
});

test('the same retained value again does not make a reading young', () => {
  const { store, clock, hear, frame } = setUp();
  store.apply(snapshot(20, START - 3_600_000, START), 'server');
  hear(TOPIC, '20', true);
  frame();
  expect(store.view(ID)?.reportedAt).toBe(START - 3_600_000);
  clock.now = START + 5_000;
  hear(TOPIC, '23', true);
  frame();
  expect(store.view(ID)).toMatchObject({ state: { value: 23 }, reportedAt: START + 5_000 });
});

test('times are those of the server’s clock, whatever this machine believes', () => {
  const { store, hear, frame } = setUp();
  store.apply(snapshot(20, START + 86_400_000, START + 86_400_000), 'server');
  hear(TOPIC, '21');
  frame();
  expect(store.view(ID)?.reportedAt).toBe(START + 86_400_000);
});

test('the homeowner’s names and what they hid survive the device’s own word', () => {
  const { store, hear, frame } = setUp();
  const known = snapshot(20, START);
  const devices = known.devices.map((device) => ({ ...device, name: 'Corridor', room: 'Hall' }));
  store.apply({ ...known, devices, hidden: ['sensor.hall_humidity'] }, 'server');
  hear(TOPIC, '21');
  hear('sensors/hall/humidity', '40');
  frame();
  expect(store.view(ID)).toMatchObject({ room: 'Hall', subtitle: 'Corridor' });
  expect(store.views().map(({ id }) => id)).toEqual([ID]);
});

test('what is kept for the next visit opens the same home', () => {
  const { store, hear } = setUp();
  store.apply(snapshot(20, START), 'server');
  hear(TOPIC, '21.5');
  const next = setUp();
  next.store.apply(JSON.parse(JSON.stringify(store.snapshot())), 'cache');
  expect(next.store.view(ID)?.state.value).toBe(21.5);
  next.hear(TOPIC, '22');
  next.frame();
  expect(next.store.view(ID)?.state.value).toBe(22);
});

test('a sensor is stale after three of its usual intervals', () => {
  const { store, clock, hear, frame } = setUp();
  for (let i = 0; i < 6; i += 1) {
    clock.now = START + i * 60_000;
    hear(TOPIC, String(i));
  }
  frame();
  expect(store.view(ID)?.staleAt).toBe(clock.now + 180_000);
});

test('devices wait in the inbox until something is said of them', () => {
  const { store, home, clock, hear, frame } = setUp();
  expect(store.newDevices()).toBe(0);
  store.apply(snapshot(20, START), 'server');
  frame();
  expect(store.newDevices()).toBe(1);
  // What only this page has guessed is in nobody's inbox yet.
  clock.now = START + 1_000;
  hear('sensors/attic/temperature', '3');
  frame();
  expect(store.newDevices()).toBe(1);
  const [device] = home.devices();
  store.apply({ ...snapshot(20, START), adoptions: { [device!.id]: 'adopted' } }, 'server');
  frame();
  expect(store.newDevices()).toBe(0);
});

test('entities of devices that stand on no screen can be looked at, and hidden ones not', () => {
  const { store, home, frame } = setUp();
  const known = snapshot(20, START);
  const [device] = known.devices;
  store.apply({ ...known, adoptions: { [device!.id]: 'ignored' } }, 'server');
  frame();
  expect(home.devices()).toHaveLength(1);
  expect(store.views()).toEqual([]);
  expect(store.all().map(({ id }) => id)).toEqual([ID]);
  store.apply({ ...known, hidden: [ID] }, 'server');
  frame();
  expect(store.all()).toEqual([]);
});
