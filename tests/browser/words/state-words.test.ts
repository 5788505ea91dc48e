import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stateWords } from '../../../lib/browser/words/state-words.ts';
import { statusWords, tileWords } from '../../../lib/browser/words/status-words.ts';
import {
  type Capabilities,
  ENTITY_KINDS,
  type EntityKind,
  type State,
} from '../../../lib/domain/entity/entity.ts';
import { NOW, viewOf } from '../support/view.ts';

type Case = [EntityKind, State, string, Capabilities?, string?];

const CASES: readonly Case[] = [
  ['light', { on: true, brightness: 40 }, '40 %'],
  ['light', { on: true }, 'On'],
  ['light', { on: false, brightness: 40 }, 'Off'],
  ['switch', { on: null }, 'Unknown'],
  ['fan', { on: true, percentage: 66, preset_mode: 'sleep_mode' }, '66 % · Sleep mode'],
  ['siren', { on: true, tone: 'fire' }, 'Sounding · Fire'],
  [
    'humidifier',
    { on: true, humidity: 50, current_humidity: 41, action: 'humidifying' },
    'Humidifying · 41 → 50 %',
  ],
  ['humidifier', { on: true, humidity: 50, mode: 'eco' }, 'Eco · 50 %'],
  ['humidifier', { on: false, humidity: 50 }, 'Off'],
  ['cover', { state: 'open', position: 60 }, 'Open · 60 %'],
  ['cover', { position: 60 }, 'Open · 60 %'],
  ['cover', { position: 0 }, 'Closed'],
  ['cover', { state: 'stopped', position: 0 }, 'Closed'],
  ['cover', { state: 'stopped', position: 30 }, 'Open · 30 %'],
  ['cover', { state: 'open', position: 100 }, 'Open'],
  ['cover', { state: 'closing', position: 80 }, 'Closing · 80 %'],
  ['cover', { state: 'stopped' }, 'Stopped'],
  ['cover', { tilt: 30 }, 'Tilt 30 %'],
  ['cover', { state: null }, 'Unknown'],
  ['valve', { state: 'open', position: 40 }, 'Open · 40 %'],
  ['climate', { mode: 'heat', current_temperature: 21.4, temperature: 22 }, 'Heat · 21.4 → 22'],
  [
    'climate',
    { mode: 'heat', action: 'heating', current_temperature: 19.8, temperature: 22 },
    'Heating · 19.8 → 22',
  ],
  [
    'climate',
    {
      mode: 'heat_cool',
      action: 'idle',
      current_temperature: 21.4,
      temperature: 22,
      temperature_low: 20,
      temperature_high: 24,
    },
    'Heat/cool · 21.4 → 20–24',
  ],
  ['climate', { mode: 'off', current_temperature: 18.25, temperature: 5 }, 'Off · 18.3'],
  ['climate', { mode: 'fan_only' }, 'Fan'],
  ['climate', { temperature: 21 }, '→ 21'],
  ['climate', { mode: null }, 'Unknown'],
  [
    'water_heater',
    { mode: 'heat_pump', current_temperature: 48, temperature: 55 },
    'Heat pump · 48 → 55',
  ],
  ['lock', { state: 'locked' }, 'Locked'],
  ['lock', { state: 'jammed' }, 'Jammed'],
  ['alarm_control_panel', { state: 'armed_night' }, 'Armed · night'],
  ['alarm_control_panel', { state: 'triggered' }, 'Triggered'],
  ['number', { value: 35 }, '35 s', {}, 's'],
  ['select', { value: 'previous_state' }, 'Previous state'],
  ['select', { value: 'Cotton 60 °C' }, 'Cotton 60 °C'],
  ['text', { value: '' }, 'Empty'],
  ['text', { value: 'hush' }, '••••••', { mode: 'password' }],
  ['button', {}, 'Ready'],
  ['event', { event_type: 'long_press' }, 'Long press · 5 min ago'],
  [
    'trigger',
    { event_type: 'button_short_press button_1' },
    'Button short press button 1 · 5 min ago',
  ],
  ['tag', { tag: 'E9F35959' }, 'E9F35959 · 5 min ago'],
  ['event', {}, 'Nothing yet'],
  ['update', { installed_version: '1.2', latest_version: '1.3' }, 'Update 1.3 available'],
  ['update', { installed_version: '1.3', latest_version: '1.3' }, 'Up to date · 1.3'],
  ['update', { in_progress: true, update_percentage: 40 }, 'Installing · 40 %'],
  ['device_tracker', { state: 'not_home' }, 'Away'],
  ['device_tracker', { state: 'constructor' }, 'constructor'],
  ['device_tracker', { latitude: 52.5, longitude: 13.4 }, 'Located'],
  ['camera', { updated: NOW - 120_000 }, 'Picture · 2 min ago'],
  ['image', { url: 'https://example.org/a.png' }, 'Picture behind a link'],
  ['vacuum', { state: 'cleaning', battery: 80 }, 'Cleaning · 80 %'],
  ['lawn_mower', { state: 'mowing' }, 'Mowing'],
  ['sensor', { value: '{"a":1}' }, '1 value'],
  ['sensor', { value: '<b>' }, '<b>'],
  ['color', { rgb: [255, 0, 0] }, '#ff0000'],
  ['structured', { value: '{"a":1,"b":[2]}' }, '2 values'],
  ['structured', { value: '[1]' }, '1 entry'],
  ['structured', { value: ['a', 'b'] }, 'a, b'],
];

test.each(CASES)('%s %o says "%s"', (kind, state, words, capabilities = {}, unit?) => {
  const view = viewOf(kind, { state, capabilities, unit: unit ?? null, at: NOW - 5 * 60_000 });
  expect(stateWords(view, state, NOW)).toBe(words);
});

test('every kind has words before anything was heard, and for values it should not have', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.string(),
    fc.array(fc.double({ noNaN: true }), { maxLength: 4 }),
  );
  const properties = ['on', 'value', 'state', 'position', 'mode', 'action', 'event_type', 'hs'];
  const state = fc.dictionary(fc.constantFrom(...properties, 'humidity', 'updated'), value);
  fc.assert(
    fc.property(fc.constantFrom(...ENTITY_KINDS), state, (kind, odd) => {
      for (const given of [{}, odd as State]) {
        const view = viewOf(kind, { state: given });
        expect(stateWords(view, given, NOW).length).toBeGreaterThan(0);
      }
    }),
  );
});

test('a kind that nobody foresaw says its most telling property', () => {
  const state = { on: true, extra: 'x' };
  const view = viewOf('hologram' as EntityKind, { state });
  expect(stateWords(view, state, NOW)).toBe('On');
});

test('what cannot be reached says since when, and what it was', () => {
  const view = viewOf('lock', { state: { state: 'locked' }, available: false, at: NOW - 120_000 });
  expect(tileWords(view, NOW)).toBe('Unreachable · 2 min');
  expect(statusWords(view, NOW)).toMatch(/^Unreachable · last Locked /);
});

test('a trigger that can be one thing only says when', () => {
  const state = { event_type: 'press button_1' };
  const view = viewOf('trigger', { state, capabilities: { eventTypes: ['press button_1'] } });
  expect(stateWords(view, state, NOW + 180_000)).toBe('3 min ago');
});

test('a time is told by the clock of who looks, and a choice in words', () => {
  const at = { value: new Date(NOW).toISOString() };
  const words = stateWords(viewOf('sensor', { state: at, deviceClass: 'timestamp' }), at, NOW);
  expect(words).toMatch(/^\d{1,2}:\d{2}/);
  const mode = { value: 'heat_pump' };
  expect(stateWords(viewOf('sensor', { state: mode, deviceClass: 'enum' }), mode, NOW)).toBe(
    'Heat pump',
  );
});

test('a lock is not called locked before it says so', () => {
  const pending = {
    command: { entity: 'lock.test', command: 'lock' },
    phase: 'acknowledged',
    target: { state: 'locked' },
    slow: false,
    reason: null,
  } as const;
  const view = viewOf('lock', { state: { state: 'unlocked' }, pending });
  expect(statusWords(view, NOW)).toBe('Locking');
  const done = viewOf('lock', { state: { state: 'locked' }, pending });
  expect(statusWords(done, NOW)).toBe('Locked');
});

test('a button that was pressed says so until the broker’s word is old', () => {
  const pending = {
    command: { entity: 'button.test', command: 'press' },
    phase: 'acknowledged',
    target: {},
    slow: false,
    reason: null,
  } as const;
  expect(statusWords(viewOf('button', { pending }), NOW)).toBe('Sent');
});
