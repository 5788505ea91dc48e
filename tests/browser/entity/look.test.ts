import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iconOf } from '../../../lib/browser/entity/icon-of.ts';
import { fillOf, isActive, toneOf } from '../../../lib/browser/entity/look.ts';
import {
  ENTITY_KINDS,
  type EntityKind,
  type State,
  type Value,
} from '../../../lib/domain/entity/entity.ts';
import { viewOf } from '../support/view.ts';

const fill = (kind: EntityKind, state: State) => fillOf(viewOf(kind, { state }));
const active = (kind: EntityKind, state: State) => isActive(viewOf(kind, { state }), state);

test('the fill is the level, and of a cover what hangs down', () => {
  expect(fill('light', { on: true, brightness: 40 })).toBe(0.4);
  expect(fill('fan', { on: true, percentage: 66 })).toBe(0.66);
  expect(fill('valve', { position: 40 })).toBe(0.4);
  expect(fill('cover', { position: 60 })).toBe(0.4);
  expect(fill('cover', { position: 100 })).toBe(0);
  expect(fill('cover', { state: 'open' })).toBe(1);
  expect(fill('update', { in_progress: true, update_percentage: 30 })).toBe(0.3);
});

test('a quiet home is a quiet screen', () => {
  expect(fill('cover', { position: 0 })).toBe(0);
  expect(active('lock', { state: 'locked' })).toBe(false);
  expect(active('alarm_control_panel', { state: 'disarmed' })).toBe(false);
  expect(active('vacuum', { state: 'docked' })).toBe(false);
  expect(active('update', { installed_version: '1', latest_version: '1' })).toBe(false);
  expect(active('device_tracker', { state: 'not_home' })).toBe(false);
});

test('a heater that rests is on, but not washed', () => {
  const resting = { mode: 'heat', action: 'idle' };
  expect(active('climate', resting)).toBe(true);
  expect(fill('climate', resting)).toBe(0);
  expect(fill('climate', { mode: 'heat', action: 'heating' })).toBe(1);
  expect(fill('climate', { mode: 'heat' })).toBe(1);
});

test('red is for danger: a jammed lock, an alarm, a robot in trouble', () => {
  const tone = (kind: EntityKind, state: State) => toneOf(viewOf(kind, { state }));
  expect(tone('lock', { state: 'jammed' })).toBe('danger');
  expect(tone('lock', { state: 'unlocked' })).toBe('presence');
  expect(tone('alarm_control_panel', { state: 'triggered' })).toBe('danger');
  expect(tone('alarm_control_panel', { state: 'armed_away' })).toBe('energy');
  expect(tone('vacuum', { state: 'error' })).toBe('danger');
  expect(tone('climate', { mode: 'heat', action: 'heating' })).toBe('heat');
  expect(tone('climate', { mode: 'auto', action: 'cooling' })).toBe('cool');
  expect(tone('climate', { mode: 'dry' })).toBe('cool');
});

test('what is out of reach is not filled', () => {
  expect(fillOf(viewOf('light', { state: { on: true }, available: false }))).toBe(0);
});

test('a lock and a door are drawn open when they are', () => {
  const { entity } = viewOf('lock');
  expect(iconOf(entity)).toBe('lock');
  expect(iconOf(entity, true)).toBe('lock-open');
});

test('every kind has an icon, a hue and a fill from 0 to 1, whatever it reports', () => {
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.string(),
    fc.array(fc.double(), { maxLength: 5 }),
  );
  const names = ['on', 'state', 'position', 'brightness', 'mode', 'action', 'hs', 'rgb', 'xy'];
  fc.assert(
    fc.property(
      fc.constantFrom(...ENTITY_KINDS, 'hologram' as EntityKind),
      fc.dictionary(fc.constantFrom(...names, 'percentage', 'update_percentage'), value),
      (kind, state) => {
        const view = viewOf(kind, { state });
        expect(fillOf(view)).toBeGreaterThanOrEqual(0);
        expect(fillOf(view)).toBeLessThanOrEqual(1);
        expect(toneOf(view)).toBeTruthy();
        expect(iconOf(view.entity, isActive(view, state))).toBeTruthy();
      },
    ),
  );
});
