import { describe, expect, test } from 'vitest';
import {
  ANSWER_MS,
  confirms,
  follow,
  leads,
  SETTLE_MS,
  track,
} from '@/lib/domain/command/tracker.ts';

const NOW = 1_000_000;
const command = { entity: 'light.a', command: 'turn_on', brightness: 40 };
const target = { on: true, brightness: 40 };
const sent = track(command, target, false, NOW);

describe('confirmation', () => {
  test.each([
    ['equal', { on: true }, { on: true }, true],
    ['other', { on: true }, { on: false }, false],
    ['not told yet', { on: true }, {}, false],
    ['nothing to tell', {}, { on: true }, false],
    ['within one unit', { brightness: 5 }, { brightness: 5.9 }, true],
    ['beyond one unit', { brightness: 5 }, { brightness: 6.1 }, false],
    ['within two percent', { color_temp_kelvin: 4000 }, { color_temp_kelvin: 4079 }, true],
    ['beyond two percent', { color_temp_kelvin: 4000 }, { color_temp_kelvin: 4081 }, false],
    ['hue goes round', { hs: [359.5, 100] }, { hs: [0.5, 100] }, true],
    ['another hue', { hs: [120, 100] }, { hs: [140, 100] }, false],
    ['a pale hue hardly counts', { hs: [120, 2] }, { hs: [200, 2] }, true],
    ['xy', { xy: [0.3, 0.4] }, { xy: [0.31, 0.405] }, true],
    ['channels', { rgb: [255, 0, 128] }, { rgb: [254, 1, 126] }, true],
    ['another colour', { rgb: [255, 0, 128] }, { rgb: [0, 0, 128] }, false],
    ['told in another mode', { hs: [0, 100] }, { color_mode: 'rgb', rgb: [255, 0, 0] }, true],
    [
      'a colour of the past',
      { hs: [0, 100] },
      { color_mode: 'color_temp', hs: [0, 100], color_temp_kelvin: 4000 },
      false,
    ],
    ['an effect', { effect: 'rainbow' }, { effect: 'fire' }, false],
    ['a shutter on its way', { state: 'open' }, { state: 'opening' }, true],
    ['a shutter on its way back', { state: 'open' }, { state: 'closing' }, false],
    ['a state JavaScript knows', { state: 'constructor' }, { state: 'open' }, false],
    ['moving to a position', { position: 40 }, { position: 10, state: 'opening' }, true],
    ['moving away from it', { position: 40 }, { position: 50, state: 'opening' }, false],
    ['resting elsewhere', { position: 40 }, { position: 10, state: 'open' }, false],
    ['an alarm that arms', { state: 'armed_away' }, { state: 'arming' }, true],
    ['a key JavaScript knows', { constructor: true }, {}, false],
  ] as const)('%s', (_case, wanted, state, expected) => {
    expect(confirms(wanted, state)).toBe(expected);
  });
});

describe('the life of a command', () => {
  test('sent, acknowledged, confirmed', () => {
    const acknowledged = follow(sent, { type: 'acknowledged' }, NOW + 10);
    expect(acknowledged.phase).toBe('acknowledged');
    const early = follow(
      acknowledged,
      { type: 'reported', state: { on: true, brightness: 20 } },
      NOW + 20,
    );
    expect(early.phase).toBe('acknowledged');
    const done = follow(early, { type: 'reported', state: target }, NOW + 30);
    expect(done).toMatchObject({ phase: 'confirmed', endedAt: NOW + 30 });
    expect(follow(done, { type: 'acknowledged' }, NOW + 40)).toBe(done);
  });

  test('a device may be faster than the acknowledgement', () => {
    expect(follow(sent, { type: 'reported', state: target }, NOW + 1).phase).toBe('confirmed');
  });

  test('no answer in five seconds, and a late one still counts', () => {
    expect(follow(sent, { type: 'tick', state: {} }, NOW + ANSWER_MS - 1)).toBe(sent);
    const silent = follow(sent, { type: 'tick', state: {} }, NOW + ANSWER_MS);
    expect(silent.phase).toBe('no_answer');
    expect(leads(silent, NOW + ANSWER_MS)).toBe(false);
    expect(follow(silent, { type: 'reported', state: target }, NOW + 9000).phase).toBe('confirmed');
  });

  test('a transition gives the device its time', () => {
    const slow = track({ ...command, transition: 10 }, target, false, NOW);
    expect(slow).toMatchObject({ deadlineAt: NOW + 15_000, settleAt: NOW + 11_500 });
  });

  test('a device that already was as wished need not report', () => {
    expect(follow(sent, { type: 'tick', state: target }, NOW + ANSWER_MS).phase).toBe('confirmed');
  });

  test('where nothing tells, the acknowledgement is the last word', () => {
    const blind = follow(track(command, {}, false, NOW), { type: 'acknowledged' }, NOW + 5);
    expect(follow(blind, { type: 'tick', state: {} }, NOW + 60_000).phase).toBe('acknowledged');
    const lost = track(command, {}, false, NOW);
    expect(follow(lost, { type: 'tick', state: {} }, NOW + 60_000).phase).toBe('no_answer');
  });

  test('an entity without reports is confirmed by the broker', () => {
    const done = follow(track(command, target, true, NOW), { type: 'acknowledged' }, NOW + 5);
    expect(done.phase).toBe('confirmed');
  });

  test('a failure ends it with a reason', () => {
    const failed = follow(sent, { type: 'failed', reason: 'offline' }, NOW + 5);
    expect(failed).toMatchObject({ phase: 'failed', reason: 'offline' });
    expect(follow(failed, { type: 'reported', state: target }, NOW + 6)).toBe(failed);
  });

  test('the handle keeps the target until reports have settled, counted from the last publish', () => {
    const again = follow(
      sent,
      { type: 'published', command: { ...command, brightness: 60 }, target: { brightness: 60 } },
      NOW + 1000,
    );
    const done = follow(again, { type: 'reported', state: { brightness: 60 } }, NOW + 1100);
    expect(leads(done, NOW + 1000 + SETTLE_MS - 1)).toBe(true);
    expect(leads(done, NOW + 1000 + SETTLE_MS)).toBe(false);
  });
});
