import { describe, expect, test } from 'vitest';
import { levelStep } from '../../../lib/browser/keys/step.ts';
import { ENTITY_KINDS, type EntityKind, type State } from '../../../lib/domain/entity/entity.ts';
import { DIMMABLE } from '../support/house.ts';
import { viewOf } from '../support/view.ts';

type Parts = Parameters<typeof viewOf>[1];

const step = (kind: EntityKind, state: State, up: boolean, parts: Parts = {}) =>
  levelStep(viewOf(kind, { state, ...parts }), up);
const lamp = (state: State, up: boolean) => step('light', state, up, { capabilities: DIMMABLE });

describe('the keys [ and ]', () => {
  test('a lamp: five percent, never below one, and never off', () => {
    expect(lamp({ on: true, brightness: 40 }, true)).toMatchObject({
      command: { command: 'turn_on', brightness: 45 },
      words: '45 %',
    });
    expect(lamp({ on: true, brightness: 4 }, false)?.command.brightness).toBe(1);
    expect(lamp({ on: true, brightness: 98 }, true)?.command.brightness).toBe(100);
    expect(lamp({ on: true, brightness: 100 }, true)).toBeNull();
    expect(lamp({ on: true, brightness: 1 }, false)).toBeNull();
  });

  test('a lamp that is off comes on at its lowest, and goes no lower', () => {
    expect(lamp({ on: false, brightness: 80 }, true)?.command.brightness).toBe(5);
    expect(lamp({ on: false, brightness: 80 }, false)).toBeNull();
  });

  test('a lamp that is only on or off has no level', () => {
    const capabilities = { colorModes: ['onoff'] } as const;
    expect(step('light', { on: true }, true, { capabilities })).toBeNull();
  });

  test('a cover and a valve move by five percent, once for each press', () => {
    for (const kind of ['cover', 'valve'] as const) {
      expect(step(kind, { position: 50 }, false)).toMatchObject({
        command: { command: 'set_position', position: 45 },
        glides: false,
      });
      expect(step(kind, { position: 0 }, false)).toBeNull();
      expect(step(kind, { state: 'open' }, true)).toBeNull();
      const capabilities = { commands: ['open', 'close'] };
      expect(step(kind, { position: 50 }, true, { capabilities })).toBeNull();
    }
  });

  test('a fan goes by its own speeds', () => {
    const capabilities = { speedCount: 4 };
    const fan = (state: State, up: boolean) => step('fan', state, up, { capabilities });
    expect(fan({ on: true, percentage: 50 }, true)?.command.percentage).toBe(75);
    expect(fan({ on: true, percentage: 25 }, false)).toBeNull();
    expect(fan({ on: false, percentage: 50 }, true)?.command.percentage).toBe(25);
    expect(step('fan', { on: true, percentage: 50 }, true)?.command.percentage).toBe(55);
  });

  test('targets go by their own steps, within their limits', () => {
    const heat = { tempStep: 0.5, minTemp: 5, maxTemp: 30 };
    expect(
      step('climate', { temperature: 21.1 }, true, { capabilities: heat, unit: '°C' }),
    ).toMatchObject({
      command: { command: 'set_temperature', temperature: 21.6 },
      words: '21.6 °C',
    });
    expect(step('climate', { temperature: 30 }, true, { capabilities: heat })).toBeNull();
    expect(step('humidifier', { humidity: 58 }, true)?.command.humidity).toBe(63);
    const number = { min: 0, max: 200, step: 20 };
    expect(step('number', { value: 40 }, true, { capabilities: number })?.command.value).toBe(60);
    expect(step('number', { value: 40 }, true)).toBeNull();
  });

  test('what cannot be reached, and what has no level, stays as it is', () => {
    const away = { capabilities: DIMMABLE, available: false };
    expect(step('light', { on: true, brightness: 40 }, true, away)).toBeNull();
    for (const kind of ENTITY_KINDS)
      for (const up of [true, false]) expect(step(kind, {}, up)?.command.brightness ?? 0).toBe(0);
  });
});
