import { expect, test } from 'vitest';
import { isDoor, sameSummary, summarize } from '../../../lib/browser/entity/summary.ts';
import { viewOf } from '../support/view.ts';

const lock = (state: string | null, available = true) =>
  viewOf('lock', { state: state === null ? {} : { state }, available });

test('a lock counts as locked only where that is known now', () => {
  const views = [lock('locked'), lock('unlocked'), lock(null), lock('locked', false)];
  expect(summarize(views)).toMatchObject({ locks: 4, locked: 1 });
});

test('a garage that is moved by a motor is a door, a blind is none', () => {
  const garage = viewOf('cover', { state: { state: 'open' }, deviceClass: 'garage' });
  const blind = viewOf('cover', { state: { position: 50 }, deviceClass: 'blind' });
  const window = viewOf('binary_sensor', { state: { on: false }, deviceClass: 'window' });
  expect([garage, blind, window].map(isDoor)).toEqual([true, false, true]);
  expect(summarize([garage, blind, window])).toMatchObject({ doors: 2, doorsOpen: 1 });
});

test('two summaries are the same when all their figures are', () => {
  const one = summarize([lock('locked')]);
  expect(sameSummary(one, summarize([lock('locked')]))).toBe(true);
  expect(sameSummary(one, summarize([lock('unlocked')]))).toBe(false);
});
