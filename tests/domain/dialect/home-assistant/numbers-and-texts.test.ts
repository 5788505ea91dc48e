import { describe, expect, test } from 'vitest';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { testHome } from '../../../support/home.ts';
import { heard } from './heard.ts';

const command = (component: string, config: object, name: string, given: object = {}) => {
  const home = testHome([haDiscovery]);
  home.hear(`homeassistant/${component}/x/config`, { uniq_id: 'u', cmd_t: 'c', ...config });
  const [entity] = home.entities();
  return home.encode({ entity: entity?.id ?? '', command: name, ...given });
};
const payload = (...given: Parameters<typeof command>) => {
  const encoded = command(...given);
  return encoded.ok ? encoded.messages.map((message) => message.payload).join() : encoded.reason;
};

describe('numbers', () => {
  const config = { cmd_t: 'c', stat_t: 't', min: -10, max: '40.5', step: 0.5 };

  test.each([
    ['21.5', 21.5],
    ['-1e1', -10],
    ['None', null],
    ['reset!', null],
  ])('%s is %s', (said, value) => {
    expect(heard('number', { ...config, pl_rst: 'reset!' }, said).value).toBe(value);
  });

  test.each(['41', 'NaN', 'warm', ''])('%j is refused with a reason', (said) => {
    const { state, ignored } = heard('number', config, said);
    expect(state).toEqual({});
    expect(ignored).toMatch(/number|within|from|empty/);
  });

  test('limits, unit and class of Home Assistant where nothing is said', () => {
    const { entity } = heard(
      'number',
      { cmd_t: 'c', dev_cla: 'temperature', unit_of_meas: 'C' },
      [],
    );
    expect(entity).toMatchObject({ deviceClass: 'temperature', unit: '°C' });
    expect(entity?.capabilities).toEqual({ min: 1, max: 100, step: 1, mode: 'slider' });
    expect(entity?.source.optimistic).toBe(true);
  });

  test('many steps are entered in a box, unless the device wants a slider', () => {
    const modeOf = (more: object) =>
      heard('number', { cmd_t: 'c', min: 0, max: 65_535, ...more }, []).entity?.capabilities.mode;
    expect(modeOf({})).toBe('box');
    expect(modeOf({ mode: 'slider' })).toBe('slider');
  });

  test('limits the wrong way round are refused', () => {
    expect(heard('number', { cmd_t: 'c', min: 5, max: 5 }, []).ignored).toContain('less than max');
  });

  test('whole numbers go out without a point, templates see numbers', () => {
    expect(payload('number', config, 'set', { value: 21 })).toBe('21');
    expect(payload('number', config, 'set', { value: 21.5 })).toBe('21.5');
    const cmd_tpl = '{{ (value * 10) | int }}';
    expect(payload('number', { ...config, cmd_tpl }, 'set', { value: 21.5 })).toBe('215');
    expect(payload('number', config, 'set_value', { value: 41 })).toContain('from -10 to 40.5');
  });
});

describe('selects', () => {
  const config = { cmd_t: 'c', stat_t: 't', ops: ['Off', 'none', 3] };

  test.each([
    ['Off', 'Off'],
    ['none', 'none'],
    ['None', null],
    ['3', '3'],
  ])('%s chooses %s', (said, value) => {
    expect(heard('select', config, said).value).toBe(value);
  });

  test('what is no option changes nothing', () => {
    expect(heard('select', config, 'off')).toMatchObject({
      state: {},
      ignored: expect.stringContaining('options'),
    });
  });

  test('an option is said as it is, or in the words of the template', () => {
    expect(payload('select', config, 'select_option', { option: '3' })).toBe('3');
    expect(payload('select', config, 'select', { option: 'off' })).toContain('one of');
    const cmd_tpl = "{{ {'Off': 0}.get(value, 1) }}";
    expect(payload('select', { ...config, cmd_tpl }, 'select', { option: 'Off' })).toBe('0');
  });
});

describe('texts', () => {
  const config = { cmd_t: 'c', stat_t: 't', min: 2, max: 4, ptrn: '[A-Z]+' };

  test('show what the device says, also nothing at all', () => {
    expect(heard('text', config, 'longer than it may be').value).toBe('longer than it may be');
    expect(heard('text', config, '').value).toBe('');
    expect(heard('text', config, 'None').value).toBe('None');
    expect(
      heard('text', { ...config, val_tpl: '{{ value_json.t }}' }, { t: null }).value,
    ).toBeNull();
  });

  test('length counts characters, and the pattern holds', () => {
    expect(payload('text', config, 'set', { value: 'AB' })).toBe('AB');
    expect(payload('text', config, 'set', { value: 'A🌡B🌡' })).toBe('A🌡B🌡');
    expect(payload('text', config, 'set', { value: 'A' })).toContain('from 2 to 4 characters');
    expect(payload('text', config, 'set', { value: 'abc' })).toContain('[A-Z]+');
  });

  test('a pattern that explodes or is none refuses nothing and ends', () => {
    for (const ptrn of ['(a+)+$', '([', '(?<!x)y']) {
      expect(
        payload('text', { ...config, max: 255, ptrn }, 'set', { value: 'a'.repeat(100) }),
      ).toBeTypeOf('string');
    }
  });

  test('a password is told as such', () => {
    expect(heard('text', { cmd_t: 'c', mode: 'password' }, []).entity?.capabilities).toEqual({
      ...{ min: 0, max: 255, mode: 'password' },
    });
  });
});

describe('dates and times', () => {
  test.each([
    ['date', '2026-03-01', '2026-03-01'],
    ['date', '2026-03-01T10:00:00Z', '2026-03-01'],
    ['time', '7:05', '07:05:00'],
    ['time', '3:34 PM', '15:34:00'],
    ['time', '12:00:01 am', '00:00:01'],
    ['time', '2026-03-01T10:20:30+02:00', '10:20:30'],
    ['datetime', '2026-03-01 10:00', '2026-03-01T10:00:00'],
    ['datetime', '2026-03-01T00:30:00+02:00', '2026-02-28T22:30:00+00:00'],
    ['datetime', '2026-03-01T00:30:00.250Z', '2026-03-01T00:30:00+00:00'],
    ['date', 'None', null],
  ])('%s: %s is %s', (component, said, value) => {
    const { entity, state } = heard(component, { cmd_t: 'c', stat_t: 't' }, said);
    expect(entity).toMatchObject({ kind: 'text', capabilities: { mode: component } });
    expect(state['value']).toBe(value);
  });

  test.each([
    ['date', '2026-02-29'],
    ['date', '2026-13-01'],
    ['time', '24:00'],
    ['time', '13:00 pm'],
    ['datetime', '2026-03-01'],
    ['datetime', 'tomorrow'],
  ])('%s: %s is none', (component, said) => {
    expect(heard(component, { cmd_t: 'c', stat_t: 't' }, said)).toMatchObject({ state: {} });
    expect(payload(component, {}, 'set', { value: said })).toContain('value must be');
  });

  test('what is said is what the report will show', () => {
    expect(command('datetime', {}, 'set', { value: '2026-03-01T00:30:00+02:00' })).toMatchObject({
      messages: [{ topic: 'c', payload: '2026-02-28T22:30:00+00:00' }],
      target: { value: '2026-02-28T22:30:00+00:00' },
    });
  });
});

describe('what takes one word', () => {
  test.each([
    ['button', {}, 'press', {}, 'PRESS'],
    ['button', { pl_prs: true }, 'press', {}, 'True'],
    ['button', { cmd_tpl: '{"do":"{{ value }}"}' }, 'press', {}, '{"do":"PRESS"}'],
    ['scene', {}, 'activate', {}, 'ON'],
    ['scene', { pl_on: '{"scene_recall": 4}' }, 'recall_scene', {}, '{"scene_recall": 4}'],
    ['notify', {}, 'send', { message: 'Hi\nthere' }, 'Hi\nthere'],
    [
      'notify',
      { cmd_tpl: '{{ {"m": value} | to_json }}' },
      'send',
      { message: '"' },
      '{"m":"\\""}',
    ],
  ])('%s %j', (component, config, name, given, said) => {
    const encoded = command(component, { ...config, qos: 1, retain: true }, name, given);
    expect(encoded).toEqual({
      ok: true,
      messages: [{ topic: 'c', payload: said, qos: 1, retain: true }],
      target: {},
    });
  });

  test.each(['button', 'scene', 'notify', 'number', 'select', 'text', 'date'])(
    'a %s without a command_topic is refused',
    (component) => {
      expect(heard(component, { name: 'x' }, []).ignored).toContain('needs a command_topic');
    },
  );
});
