import { expect, test } from 'vitest';
import { commitClock } from '../../../lib/server/recorder/commit-clock.ts';

function timed(commitMs = 10_000) {
  const time = { now: 100_000 };
  return { ...commitClock(commitMs, () => time.now), time };
}

test('the oldest that waits decides, and nothing is due while nothing waits', () => {
  const clock = timed();
  expect(clock.leftMs()).toBe(Infinity);
  clock.noted(false);
  clock.time.now += 9_000;
  clock.noted(false);
  expect(clock.leftMs()).toBe(1_000);
  clock.time.now += 1_000;
  expect(clock.due()).toBe(true);
  clock.stored();
  expect(clock.leftMs()).toBe(Infinity);
});

test('a new device is stored at once, and those that follow it together', () => {
  const clock = timed();
  clock.noted(true);
  expect(clock.due()).toBe(true);
  clock.stored();
  clock.time.now += 100;
  clock.noted(true);
  clock.time.now += 400;
  clock.noted(true);
  expect(clock.leftMs()).toBe(500);
  clock.time.now += 500;
  expect(clock.due()).toBe(true);
});

test('who wants each message stored at once waits for nothing', () => {
  const clock = timed(0);
  clock.noted(true);
  clock.stored();
  clock.noted(true);
  expect(clock.due()).toBe(true);
});
