import { expect, test } from 'vitest';
import { receiveClock } from '../../../lib/server/recorder/clock.ts';

test('receive times do not go back, also if the clock was set back while the recorder was down', () => {
  let wall = 1_000_000;
  let tick = 0;
  const pass = (ms: number) => {
    wall += ms;
    tick += ms;
  };
  const newestStored = 1_005_000;
  const clock = receiveClock(
    newestStored,
    () => wall,
    () => tick,
  );
  const times = Array.from({ length: 200 }, () => {
    pass(100);
    return clock();
  });
  expect(times[0]).toBeGreaterThan(newestStored);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBe(wall);
});
