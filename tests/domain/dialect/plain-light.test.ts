import { describe, expect, test } from 'vitest';
import { plainDialect } from '@/lib/domain/dialect/plain/plain.ts';
import { createHome } from '@/lib/domain/entity/create-home.ts';

const NOW = Date.parse('2024-01-01T12:00:00Z');

function light(...reports: readonly unknown[]) {
  const home = createHome([plainDialect]);
  const tell = (report: unknown) =>
    home.fold({
      topic: 'lights/desk/state',
      payload: new TextEncoder().encode(
        typeof report === 'string' ? report : JSON.stringify(report),
      ),
      retain: true,
      at: NOW,
    });
  const folded = reports.map(tell);
  const command = (command: string, args: Record<string, unknown> = {}) => {
    const encoded = home.encode({ entity: 'light.desk', command, ...args });
    if (!encoded.ok) return encoded;
    const [message] = encoded.messages;
    return { ...encoded, payload: JSON.parse(message!.payload) as unknown };
  };
  return { home, folded, command, tell, state: () => home.status('light.desk').state };
}

describe('a plain light reports', () => {
  test('on, brightness in percent, kelvin', () => {
    const { home, state } = light({ state: 'on', brightness: 80, color_temp: 2700 });
    expect(state()).toEqual({
      on: true,
      brightness: 80,
      color_temp_kelvin: 2700,
      color_mode: 'color_temp',
    });
    expect(home.entity('light.desk')).toMatchObject({
      kind: 'light',
      name: null,
      capabilities: { colorModes: ['color_temp'], colorTempKelvinRange: [2000, 6535] },
    });
  });

  test('a colour, which adds to what it can do', () => {
    const { home, state } = light(
      { state: 'on', brightness: 80, color_temp: 2700 },
      { state: 'on', brightness: 80, color: { h: 120, s: 50 } },
    );
    expect(state()).toMatchObject({ hs: [120, 50], color_mode: 'hs' });
    expect(home.entity('light.desk')?.capabilities.colorModes).toEqual(['color_temp', 'hs']);
  });

  test('of two colours the one that changed is in force', () => {
    const both = { state: 'on', brightness: 80, color_temp: 2700, color: { h: 1, s: 2 } };
    const { tell, state } = light(both);
    tell({ ...both, color: { h: 9, s: 2 } });
    expect(state()['color_mode']).toBe('hs');
    tell(both);
    expect(state()['color_mode']).toBe('hs');
    tell({ ...both, color_temp: 3000 });
    expect(state()['color_mode']).toBe('color_temp');
  });

  test.each([
    ['both changed: it stays what it was', { color_temp: 4000, color: { h: 50, s: 60 } }, 'hs'],
    ['nothing changed', { color_temp: 2700, color: { h: 10, s: 20 } }, 'hs'],
    ['the whites changed', { color_temp: 2701, color: { h: 10, s: 20 } }, 'color_temp'],
    [
      'the mode is told',
      { color_mode: 'color_temp', color_temp: 2700, color: { h: 9, s: 9 } },
      'color_temp',
    ],
  ])('two colours after a coloured one; %s', (_case, report, mode) => {
    const { state } = light(
      { state: 'on', color_temp: 2700, color: { h: 1, s: 2 } },
      { state: 'on', color_temp: 2700, color: { h: 10, s: 20 } },
      report,
    );
    expect(state()['color_mode']).toBe(mode);
  });

  test('a colour beside the whites it always told is news', () => {
    const { state } = light(
      { state: 'on', color_temp: 2700 },
      { state: 'on', color_temp: 2700, color: { h: 10, s: 20 } },
    );
    expect(state()['color_mode']).toBe('hs');
  });

  test.each([
    [
      { state: 'ON', brightness: '80' },
      { on: true, brightness: 80 },
    ],
    [{ state: true }, { on: true }],
    [{ state: 1 }, { on: true }],
    [{ state: '0' }, { on: false }],
    [
      { state: 'Off', brightness: 0 },
      { on: false, brightness: 0 },
    ],
    [{ brightness: 30.5 }, { brightness: 30.5 }],
    [{ state: null, brightness: 30 }, { brightness: 30 }],
    [{ state: 'on', brightness: null, color: null, color_temp: null }, { on: true }],
    [
      { state: 'on', color_temp: '2700' },
      { on: true, color_temp_kelvin: 2700, color_mode: 'color_temp' },
    ],
    [
      { state: 'on', color: { h: '120', s: '50' } },
      { on: true, hs: [120, 50], color_mode: 'hs' },
    ],
    [{ color: { r: 255, g: 0, b: 0 } }, { hs: [0, 100], color_mode: 'hs' }],
    [{ state: 'on', color_temp: 0, color: {} }, { on: true }],
  ])('%j', (report, state) => {
    const { folded, state: shown } = light(report);
    expect(shown()).toEqual(state);
    expect(folded[0]?.ignored).toBeNull();
  });

  test('a bare word', () => {
    expect(light('ON').state()).toEqual({ on: true });
  });

  test.each(['', 'abc', '{}', '[]', '7', '{"state":"maybe"}', 'null'])(
    'nonsense %j is refused',
    (payload) => {
      const { home, folded } = light(payload);
      expect(folded[0]!.ignored?.reason).toBeTruthy();
      expect(home.entities()).toEqual([]);
    },
  );

  test('a brightness out of range is refused, the rest of the report counts', () => {
    expect(light({ state: 'on', brightness: 300 }).state()).toEqual({ on: true });
  });
});

describe('a plain light is asked', () => {
  const { command } = light({ state: 'off', brightness: 0 });

  test('turn_on with brightness, once and not retained', () => {
    expect(command('turn_on', { brightness: 60, transition: 2 })).toMatchObject({
      messages: [{ topic: 'control/lights/desk', qos: 1, retain: false }],
      payload: { state: 'on', brightness: 60, transition: 2 },
      target: { on: true, brightness: 60 },
    });
  });

  test.each([
    ['turn_on', {}, { state: 'on' }, { on: true }],
    ['turn_off', {}, { state: 'off' }, { on: false }],
    ['toggle', {}, { state: 'on' }, { on: true }],
    ['turn_on', { brightness: 0 }, { state: 'off' }, { on: false }],
    [
      'turn_on',
      { color_temp_kelvin: 2700 },
      { state: 'on', color_temp: 2700 },
      { on: true, color_temp_kelvin: 2700 },
    ],
    [
      'turn_on',
      { hs: [120, 50] },
      { state: 'on', color: { h: 120, s: 50 } },
      { on: true, hs: [120, 50] },
    ],
    [
      'turn_on',
      { rgb: [255, 0, 0] },
      { state: 'on', color: { h: 0, s: 100 } },
      { on: true, hs: [0, 100] },
    ],
  ])('%s %j is %j', (name, args, payload, target) => {
    expect(command(name, args)).toMatchObject({ ok: true, payload, target });
  });

  test('an xy colour goes out as hue and saturation', () => {
    const { payload } = command('turn_on', { xy: [0.7, 0.3] }) as {
      payload: { color: { h: number; s: number } };
    };
    expect(payload.color.s).toBeGreaterThan(95);
  });

  test.each([
    ['turn_on', { brightness: 101 }],
    ['turn_on', { brightness: -1 }],
    ['turn_on', { brightness: '50' }],
    ['turn_on', { brightness: Number.NaN }],
    ['turn_on', { hs: [361, 0] }],
    ['turn_on', { hs: 'red' }],
    ['turn_on', { rgb: [1, 2] }],
    ['turn_on', { color_temp_kelvin: 0 }],
    ['turn_on', { color_temp_kelvin: 3000, hs: [1, 1] }],
    ['turn_on', { effect: 'rainbow' }],
    ['turn_on', { flash: 'short' }],
    ['turn_on', { transition: -1 }],
  ])('%s %j is an invalid argument', (name, args) => {
    expect(command(name, args)).toMatchObject({ ok: false, code: 'invalid_argument' });
  });

  test('what no light does is an unsupported command', () => {
    expect(command('open')).toMatchObject({ ok: false, code: 'unsupported_command' });
  });
});
