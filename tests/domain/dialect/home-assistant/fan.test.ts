import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acting } from './acting.ts';

const fan = (config: object) => acting('fan', { command_topic: 'c', ...config });
const SPEEDS = { percentage_command_topic: 'p/set', percentage_state_topic: 'p' };

describe('fans', () => {
  test('a switch alone', () => {
    const vent = fan({ state_topic: 's' });
    vent.hear('s', 'ON');
    expect(vent.state()).toEqual({ on: true });
    expect(vent.entity?.capabilities).toEqual({ commands: ['turn_on', 'turn_off', 'toggle'] });
    expect(vent.sent('toggle')).toEqual(['c OFF']);
    expect(vent.sent('set_percentage', { percentage: 10 })).toContain('no command');
    expect(acting('fan', {}).refused).toContain('command_topic');
  });

  test('speeds of a range: rounded down when heard, up when told', () => {
    const three = fan({ ...SPEEDS, speed_range_max: 3 });
    for (const [speed, percent] of [
      ['1', 33],
      ['2', 66],
      ['3', 100],
      ['0', 0],
    ] as const) {
      three.hear('p', speed);
      expect(three.state()['percentage']).toBe(percent);
    }
    expect(three.hear('p', '4')).toContain('not within the speeds');
    expect(three.hear('p', 'fast')).toContain('not a number');
    expect(three.entity?.capabilities.speedCount).toBe(3);
    expect(three.sent('set_percentage', { percentage: 34 })).toEqual(['p/set 2']);
    expect(three.sent('set_percentage', { percentage: 1 })).toEqual(['p/set 1']);
    expect(three.target('set_percentage', { percentage: 34 })).toEqual({ percentage: 66 });
  });

  test('no speed at all is off', () => {
    const ring = fan({ ...SPEEDS, speed_range_min: 11, state_topic: 's' });
    expect(ring.sent('set_percentage', { percentage: 0 })).toEqual(['c OFF']);
    expect(ring.sent('turn_on', { percentage: 0 })).toEqual(['c OFF']);
    expect(ring.target('set_percentage', { percentage: 0 })).toEqual({ on: false });
  });

  test('turning on says first on, then the rest', () => {
    const vent = fan({
      ...SPEEDS,
      preset_mode_command_topic: 'm/set',
      preset_modes: ['auto', 'breeze'],
      payload_on: 'an',
    });
    expect(vent.sent('turn_on', { percentage: 50 })).toEqual(['c an', 'p/set 50']);
    expect(vent.sent('turn_on', { preset_mode: 'breeze' })).toEqual(['c an', 'm/set breeze']);
    expect(vent.sent('turn_on', { preset_mode: 'storm' })).toContain('one of auto, breeze');
    expect(fan({}).sent('turn_on', { percentage: 50 })).toContain('no speeds');
  });

  test('presets, swinging and direction', () => {
    const vent = fan({
      ...{ preset_mode_command_topic: 'm/set', preset_mode_state_topic: 'm' },
      ...{ preset_modes: ['auto'], payload_reset_preset_mode: 'manual' },
      ...{ oscillation_command_topic: 'o/set', oscillation_state_topic: 'o' },
      ...{ payload_oscillation_on: true, payload_oscillation_off: false },
      ...{ direction_command_topic: 'd/set', direction_state_topic: 'd' },
      direction_command_template: '{{ {"forward":0,"reverse":1}[value] }}',
      direction_value_template: '{{ ["forward","reverse"][value | int] }}',
    });
    vent.hear('m', 'auto');
    vent.hear('o', 'true');
    vent.hear('d', '1');
    expect(vent.state()).toEqual({ preset_mode: 'auto', oscillating: true, direction: 'reverse' });
    vent.hear('m', 'manual');
    expect(vent.state()['preset_mode']).toBeNull();
    expect(vent.hear('m', 'storm')).toContain('"storm"');
    expect(vent.sent('oscillate', { oscillating: false })).toEqual(['o/set False']);
    expect(vent.sent('set_direction', { direction: 'reverse' })).toEqual(['d/set 1']);
    expect(vent.sent('set_direction', { direction: 'up' })).toContain('forward, reverse');
  });

  test('a word of its own for an unknown speed', () => {
    const vent = fan({ ...SPEEDS, payload_reset_percentage: 'rst' });
    vent.hear('p', '40');
    vent.hear('p', 'rst');
    expect(vent.state()['percentage']).toBeNull();
  });

  test('a range without speeds is refused', () => {
    expect(fan({ speed_range_min: 0 }).refused).toContain('speed_range_min');
    expect(fan({ speed_range_min: 5, speed_range_max: 5 }).refused).toContain('speed_range_max');
  });

  test('whatever percentage is told, the speed that goes out is heard back as what was waited for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (least, count, percentage) => {
          const vent = fan({ ...SPEEDS, speed_range_min: least, speed_range_max: least + count });
          const [message] = vent.sent('set_percentage', { percentage });
          const speed = Number(message?.split(' ')[1]);
          expect(speed).toBeGreaterThanOrEqual(least);
          expect(speed).toBeLessThanOrEqual(least + count);
          vent.hear('p', String(speed));
          const { percentage: target } = vent.target('set_percentage', { percentage }) as {
            percentage: number;
          };
          expect(vent.state()['percentage']).toBe(target);
          expect(Math.abs(target - percentage)).toBeLessThanOrEqual(100 / (count + 1) + 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('humidifiers', () => {
  const humidifier = (config: object) =>
    acting('humidifier', {
      ...{ command_topic: 'c', target_humidity_command_topic: 'h/set' },
      ...config,
    });

  test('tell and take power, target and mode', () => {
    const dryer = humidifier({
      ...{ state_topic: 's', target_humidity_state_topic: 'h', current_humidity_topic: 'now' },
      ...{ mode_state_topic: 'm', mode_command_topic: 'm/set', modes: ['eco', 'turbo'] },
      ...{ action_topic: 'a', device_class: 'dehumidifier', min_humidity: 35, max_humidity: 85 },
    });
    for (const [topic, payload] of [
      ['s', 'ON'],
      ['h', '45'],
      ['now', '61.5'],
      ['m', 'eco'],
      ['a', 'drying'],
    ] as const) {
      expect(dryer.hear(topic, payload), topic).toBeNull();
    }
    expect(dryer.state()).toEqual({
      ...{ on: true, humidity: 45, current_humidity: 61.5, mode: 'eco', action: 'drying' },
    });
    expect(dryer.entity?.deviceClass).toBe('dehumidifier');
    expect(dryer.sent('set_humidity', { humidity: 50 })).toEqual(['h/set 50']);
    expect(dryer.sent('set_humidity', { humidity: 20 })).toContain('35 to 85');
    expect(dryer.sent('set_mode', { mode: 'turbo' })).toEqual(['m/set turbo']);
    expect(dryer.sent('toggle')).toEqual(['c OFF']);
    expect(dryer.hear('h', '20')).toContain('not from 35 to 85');
    expect(dryer.hear('a', 'sleeping')).toContain('"sleeping"');
  });

  test('words of their own for unknown', () => {
    const mist = humidifier({
      ...{ target_humidity_state_topic: 'h', mode_state_topic: 'm', modes: ['a'] },
      ...{ payload_reset_humidity: 'rh', payload_reset_mode: 'rm' },
    });
    mist.hear('h', '40');
    mist.hear('h', 'rh');
    mist.hear('m', 'a');
    mist.hear('m', 'rm');
    expect(mist.state()).toEqual({ humidity: null, mode: null });
    expect(mist.entity?.deviceClass).toBe('humidifier');
  });

  test('need both command topics and limits that rise', () => {
    expect(acting('humidifier', { command_topic: 'c' }).refused).toContain('target_humidity');
    expect(humidifier({ min_humidity: 60, max_humidity: 40 }).refused).toContain('min_humidity');
  });
});
