import { expect, test } from 'vitest';
import { ackBudget } from '../../../lib/server/recorder/ack-budget.ts';

/**
 * A broker that sends messages at a rate, and so many at most before it has acknowledgements; and a recorder
 * that acknowledges when its budget says so, after a commit of 5 ms, or after ten seconds. Simulated, in ms.
 */
function play(window: number, perSecond: number, seconds: number) {
  let time = 0;
  const budget = ackBudget(() => time);
  let queued = 0;
  let unanswered = 0;
  let held = 0;
  let cut = 0;
  let commitEndsAt = Infinity;
  let oldest = Infinity;
  let worstDelayMs = 0;
  let commits = 0;
  let delivered = 0;
  const send = () => {
    while (queued > 0 && unanswered < window) {
      queued--;
      unanswered++;
      held++;
      delivered++;
      oldest = Math.min(oldest, time);
      budget.delivered(unanswered);
    }
  };
  let stalledSince = Infinity;
  for (let made = 0; time < seconds * 1_000; time++) {
    for (const due = ((time + 1) * perSecond) / 1_000; made + 1 <= due; made++) queued++;
    send();
    if (time >= commitEndsAt) {
      commitEndsAt = Infinity;
      unanswered -= cut;
      budget.released();
      send();
    }
    const due = budget.leftMs(held) <= 0 || time - oldest >= 10_000;
    if (due && commitEndsAt === Infinity && held > 0) {
      budget.cut(held);
      cut = held;
      held = 0;
      oldest = Infinity;
      commitEndsAt = time + 5;
      commits++;
    }
    stalledSince = queued > 0 ? Math.min(stalledSince, time) : Infinity;
    // After some seconds it has to know.
    if (time > 10_000 && stalledSince < Infinity)
      worstDelayMs = Math.max(worstDelayMs, time - stalledSince);
  }
  return { commits, delivered, worstDelayMs };
}

test.each([10, 20, 100, 500])(
  'a window of %i is found, and then never makes the broker wait',
  (window) => {
    const { worstDelayMs, delivered } = play(window, 100, 60);
    expect(worstDelayMs).toBeLessThan(20);
    expect(delivered).toBeGreaterThan(5_990);
  },
);

test('a broker that lets many wait costs few commits', () => {
  expect(play(500, 20, 120).commits).toBeLessThan(20);
  expect(play(20, 20, 120).commits).toBeLessThan(200);
});

test('under load the window is used', () => {
  const { delivered } = play(20, 10_000, 20);
  // A window at most for each commit of 5 ms.
  expect(delivered / 20).toBeGreaterThan(2_000);
});

test('what comes seldom waits for its time', () => {
  expect(play(20, 0.5, 120).commits).toBeLessThan(30);
});

test('a window that was used far beyond in a backlog is learned anew', () => {
  let time = 0;
  const budget = ackBudget(() => time);
  for (let i = 1; i <= 3_000; i++) budget.delivered(i);
  budget.cut(3_000);
  budget.released();
  time += 1_000;
  for (let i = 1; i <= 20; i++) budget.delivered(i);
  expect(budget.leftMs(20)).toBe(250);
  time += 250;
  expect(budget.leftMs(20)).toBe(0);
  budget.cut(20);
  budget.released();
  for (let i = 1; i <= 2; i++) budget.delivered(i);
  expect(budget.leftMs(14)).toBeGreaterThan(0);
  expect(budget.leftMs(15)).toBe(0);
});
