import { expect, test } from 'vitest';
import { OfflineError } from '../../../lib/browser/link/mqtt-link.ts';
import { createCommandDesk } from '../../../lib/browser/store/command-desk.ts';
import { createHomeStore } from '../../../lib/browser/store/home-store.ts';
import { DIALECTS } from '../../../lib/domain/dialect/dialects.ts';
import type { Publish } from '../../../lib/domain/dialect/message.ts';
import { createHome } from '../../../lib/domain/entity/create-home.ts';
import { manualTimers } from '../support/timers.ts';

const TOPIC = 'lights/desk/state';

function setUp({ offline = false } = {}) {
  const timers = manualTimers();
  const home = createHome(DIALECTS);
  const store = createHomeStore({ home, schedule: (flush) => flush(), now: timers.now });
  const sent: Publish[] = [];
  const link = {
    publish: async (message: Publish) => {
      if (offline) throw new OfflineError('away');
      sent.push(message);
    },
  };
  const desk = createCommandDesk({ encode: home.encode, store, link, timers });
  const report = (state: object) =>
    store.take({
      topic: TOPIC,
      payload: new TextEncoder().encode(JSON.stringify(state)),
      retain: false,
      at: timers.now(),
    });
  report({ state: 'off', brightness: 40 });
  const id = store.views()[0]!.id;
  const view = () => store.view(id)!;
  const turnOn = (brightness: number) => ({ entity: id, command: 'turn_on', brightness });
  return { timers, store, desk, sent, report, id, view, turnOn };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a command is sent, acknowledged, confirmed, and the target is shown all the while', async () => {
  const { desk, report, view, turnOn, timers } = setUp();
  desk.run(turnOn(80));
  expect(view()).toMatchObject({ pending: { phase: 'sent' }, shown: { on: true, brightness: 80 } });
  expect(view().state).toMatchObject({ on: false });
  await settle();
  expect(view().pending?.phase).toBe('acknowledged');
  timers.pass(200);
  report({ state: 'on', brightness: 80 });
  expect(view().pending?.phase).toBe('confirmed');
  timers.pass(20_000);
  expect(view().pending).toBeNull();
});

test('the pending line appears after 300 ms only', async () => {
  const { desk, view, turnOn, timers } = setUp();
  desk.run(turnOn(80));
  timers.pass(299);
  expect(view().pending?.slow).toBe(false);
  timers.pass(1);
  expect(view().pending?.slow).toBe(true);
});

test('without an answer in 5 s the tile goes back to what the lamp reports and says so', async () => {
  const { desk, view, turnOn, timers, sent, id } = setUp();
  desk.run(turnOn(80));
  await settle();
  timers.pass(5_000);
  expect(view()).toMatchObject({ pending: { phase: 'no_answer' }, shown: { on: false } });
  desk.retry(id);
  expect(sent).toHaveLength(2);
  expect(view().pending?.phase).toBe('sent');
});

test('a ramping lamp moves the fill, not the handle', async () => {
  const { desk, report, view, turnOn, timers } = setUp();
  desk.run({ ...turnOn(100), transition: 2 });
  await settle();
  for (const brightness of [20, 50, 80]) {
    timers.pass(400);
    report({ state: 'on', brightness });
    expect(view()).toMatchObject({ shown: { brightness: 100 }, state: { brightness } });
  }
});

test('a drag publishes at most every 200 ms, and its last value always', async () => {
  const { desk, sent, turnOn, timers, view } = setUp();
  for (let level = 1; level <= 60; level += 1) {
    desk.drag(turnOn(level));
    expect(view().shown.brightness).toBe(level);
    timers.pass(16);
  }
  const during = sent.length;
  expect(during).toBeGreaterThanOrEqual(4);
  expect(during).toBeLessThanOrEqual(Math.ceil((60 * 16) / 200) + 1);
  desk.run(turnOn(60));
  expect(JSON.parse(sent.at(-1)!.payload)).toMatchObject({ brightness: 60 });
});

test('what becomes of a drag’s earlier value does not take the handle back to it', async () => {
  const { desk, report, turnOn, timers, view } = setUp();
  desk.drag(turnOn(50));
  timers.pass(16);
  desk.drag(turnOn(55));
  await settle();
  expect(view().shown.brightness).toBe(55);
  report({ state: 'on', brightness: 50 });
  expect(view()).toMatchObject({ shown: { brightness: 55 }, state: { brightness: 50 } });
  timers.pass(200);
  await settle();
  report({ state: 'on', brightness: 55 });
  expect(view()).toMatchObject({ shown: { brightness: 55 }, pending: { phase: 'confirmed' } });
});

test('offline a command fails at once and is not sent later', async () => {
  const { desk, view, turnOn, sent, timers } = setUp({ offline: true });
  desk.run(turnOn(80));
  await settle();
  expect(view().pending).toMatchObject({ phase: 'failed' });
  expect(view().shown).toMatchObject({ on: false });
  timers.pass(60_000);
  expect(sent).toEqual([]);
});

test('a command that makes no sense is refused with a reason, and nothing is published', () => {
  const { desk, view, sent, id } = setUp();
  desk.run({ entity: id, command: 'turn_on', brightness: 'bright' });
  expect(view().pending).toMatchObject({ phase: 'failed' });
  expect(view().pending?.reason).toBeTruthy();
  expect(sent).toEqual([]);
});
