import { describe, expect, test } from 'vitest';
import { parseLine } from '../../../lib/domain/dialect/influx/line-protocol.ts';
import { annotatedTable } from '../../../lib/domain/import/annotated-csv.ts';
import {
  type CsvLayout,
  type CsvWishes,
  csvLayout,
  delimiterOf,
} from '../../../lib/domain/import/csv-layout.ts';
import { csvFields, QUOTED } from '../../../lib/domain/import/csv-record.ts';
import { rowReader } from '../../../lib/domain/import/csv-rows.ts';
import { isUseless, type Parsed } from '../../../lib/domain/import/foreign.ts';
import { told } from '../../../lib/domain/import/home-assistant.ts';
import { readingsOf } from '../../../lib/domain/import/influx.ts';
import { statisticReading } from '../../../lib/domain/import/statistics.ts';
import { timeReader } from '../../../lib/domain/import/times.ts';

const time = timeReader(() => 0);
const NOTHING: CsvWishes = { timeColumn: null, valueColumn: null, entity: null };
/** Entity, property, value of each reading; or the reason. */
const brief = (parsed: Parsed) =>
  isUseless(parsed)
    ? parsed.reason
    : parsed.map(({ entity, property, value }) => [entity.id, property, value]);

function rows(header: string, fields: readonly string[], wishes = NOTHING, comma = false) {
  const layout = csvLayout(header.split(','), wishes);
  expect(layout).not.toHaveProperty('reason');
  return brief(rowReader(layout as CsvLayout, time, comma, wishes.entity)(fields));
}

describe('a CSV file', () => {
  test('of our own says what is a text by its quotes', () => {
    const row = (value: string) =>
      rows('time,entity,property,value,unit', [
        '2026-01-31T18:00:00.000Z',
        'light.a',
        'x',
        value,
        '',
      ]);
    expect(row('21.5')).toEqual([['light.a', 'x', 21.5]]);
    expect(row(`${QUOTED}21.5`)).toEqual([['light.a', 'x', '21.5']]);
    expect(row(`${QUOTED}'=1+1`)).toEqual([['light.a', 'x', '=1+1']]);
    expect(row(`${QUOTED}[120,100]`)).toEqual([['light.a', 'x', [120, 100]]]);
    expect(row(`${QUOTED}'[120,100]`)).toEqual([['light.a', 'x', '[120,100]']]);
    expect(row('true')).toEqual([['light.a', 'x', true]]);
    expect(row('')).toEqual([['light.a', 'x', null]]);
    expect(row(QUOTED)).toEqual([['light.a', 'x', '']]);
  });

  test('that Home Assistant wrote has states', () => {
    const row = (id: string, state: string) =>
      rows('entity_id,state,last_changed', [id, state, '1769882400']);
    expect(row('sensor.a', '21.5')).toEqual([['sensor.a', 'value', 21.5]]);
    expect(row('binary_sensor.a', 'on')).toEqual([['binary_sensor.a', 'on', true]]);
    expect(row('sensor.a', 'unavailable')).toEqual([['sensor.a', 'available', false]]);
    expect(row('sensor.a', 'unknown')).toEqual([['sensor.a', 'value', null]]);
    expect(row('automation.a', 'on')).toBe('automation has no readings');
  });

  test('may have a column for each sensor, with units, and commas in numbers', () => {
    const header = 'Datum,Küche (°C),Bad [%]';
    expect(rows(header, ['31.01.2026 18:00', '21,5', ''], NOTHING, true)).toEqual([
      ['Küche', 'value', 21.5],
    ]);
    expect(rows(header, ['31.01.2026 18:00', '1.234,5', 'NaN'], NOTHING, true)).toEqual([
      ['Küche', 'value', 1234.5],
      ['Bad', 'value', null],
    ]);
    expect(rows('Date,Time,a', ['2026-01-31', '18:00', '1'])).toEqual([['a', 'value', 1]]);
  });

  test('that names no entity is of the one that is asked for', () => {
    expect(rows('time,value', ['1769882400', '3'], { ...NOTHING, entity: 'sensor.b' })).toEqual([
      ['sensor.b', 'value', 3],
    ]);
  });

  test('that tells no time is refused, with the way out', () => {
    expect(csvLayout(['a', 'b'], NOTHING)).toMatchObject({
      reason: expect.stringContaining('--time-column'),
    });
    expect(csvLayout(['a', 'b'], { ...NOTHING, timeColumn: 'a' })).toMatchObject({ type: 'wide' });
  });

  test('shows its delimiter', () => {
    expect(['a;b;c,d', 'a\tb', '"a;b;c",d', 'a'].map(delimiterOf)).toEqual([';', '\t', ',', ',']);
  });
});

test('a record of CSV is cut at delimiters outside of quotes', () => {
  const of = (record: string) => csvFields(record, ',', true);
  expect(of('a,,b')).toEqual(['a', '', 'b']);
  expect(of('a,"b,""c""\n",')).toEqual(['a', `${QUOTED}b,"c"\n`, '']);
  expect(of('a 5" pipe,"')).toEqual('open');
  expect(of('"",5" pipe')).toEqual([QUOTED, '5" pipe']);
  expect(of('"a"b,c')).toBe('broken');
  expect(of('')).toEqual(['']);
});

describe('line protocol', () => {
  const of = (line: string) => brief(readingsOf(parseLine(line)!));

  test('as Home Assistant writes it is known by its tags', () => {
    expect(of('°C,domain=sensor,entity_id=kitchen value=21.5 1769882400000000000')).toEqual([
      ['sensor.kitchen', 'value', 21.5],
    ]);
    expect(
      of('state,domain=light,entity_id=a state="on",value=1,brightness=255 1769882400000000000'),
    ).toEqual([
      ['light.a', 'on', true],
      ['light.a', 'brightness', 100],
    ]);
    expect(of('state,domain=light,entity_id=a state="unavailable" 1769882400000000000')).toEqual([
      ['light.a', 'available', false],
    ]);
    const kitchen = readingsOf(
      parseLine('°C,domain=sensor,entity_id=k value=1 1769882400000000000')!,
    );
    expect(kitchen).toMatchObject([{ entity: { unit: '°C' }, at: 1_769_882_400_000 }]);
  });

  test('of others has an entity for each field', () => {
    expect(of('weather,room=attic temperature=21.5,ok=t,value=3i 1769882400')).toEqual([
      ['weather,room="attic"/temperature', 'value', 21.5],
      ['weather,room="attic"/ok', 'on', true],
      ['weather,room="attic"/value', 'value', 3],
    ]);
    expect(of('weather temperature=1')).toBe('it has no time');
  });
});

test('annotated CSV tells types, tags and values, table by table', () => {
  const { read } = annotatedTable(time);
  const table = [
    ['#group', 'false', 'false', 'false', 'false', 'true', 'true', 'true'],
    ['#datatype', 'string', 'long', 'dateTime:RFC3339', 'double', 'string', 'string', 'string'],
    ['#default', '_result', '', '', '', '', '', ''],
    ['', 'result', 'table', '_time', '_value', '_field', '_measurement', 'room'],
    ['', '', '0', '2026-01-31T18:00:00Z', '21.5', 'temperature', 'weather', 'attic'],
    ['', '', '0', 'nonsense', '21.5', 'temperature', 'weather', 'attic'],
  ];
  const points = table.map(read);
  expect(points.slice(0, 4)).toEqual([null, null, null, null]);
  expect(points[4]).toEqual({
    measurement: 'weather',
    tags: [['room', 'attic']],
    fields: [['temperature', 21.5]],
    at: Date.UTC(2026, 0, 31, 18),
  });
  expect(points[5]).toHaveProperty('reason');
});

describe('a state of Home Assistant', () => {
  test('of a light has percent and kelvin', () => {
    expect(
      told('light', 'on', { brightness: 128, color_temp: 370, hs_color: [30, 60], effect: null }),
    ).toEqual([
      ['on', true],
      ['brightness', (128 * 100) / 255],
      ['color_temp_kelvin', 2703],
      ['hs', [30, 60]],
    ]);
    expect(told('light', 'off', { brightness: null })).toEqual([['on', false]]);
  });

  test('of covers and climates has our names', () => {
    expect(told('cover', 'open', { current_position: 40, current_tilt_position: 5 })).toEqual([
      ['state', 'open'],
      ['position', 40],
      ['tilt', 5],
    ]);
    expect(
      told('climate', 'heat', { hvac_action: 'idle', temperature: 21, target_temp_low: null }),
    ).toEqual([
      ['mode', 'heat'],
      ['action', 'idle'],
      ['temperature', 21],
    ]);
  });

  test('that is unavailable says nothing of the value, unknown says null', () => {
    expect(told('sensor', 'unavailable', {})).toEqual([]);
    expect(told('sensor', 'unknown', {})).toEqual([['value', null]]);
    expect(told('sensor', 'cloudy', {})).toEqual([['value', 'cloudy']]);
  });
});

describe('a statistic', () => {
  const nothing = { start: 0, mean: null, min: null, max: null, state: null, sum: null };
  const same = (value: number) => value;
  const HOUR = 3_600_000;
  const of = (row: Partial<typeof nothing> | object, spanMs = HOUR, convert = same) =>
    statisticReading({ ...nothing, ...row }, spanMs, convert);

  test('stands at the begin of its hour if it is a mean, at the end if it is a counter', () => {
    expect(of({ mean: 3 })).toMatchObject({ at: 0, value: 3, stands: { between: null } });
    expect(of({ sum: 7 })).toMatchObject({ at: HOUR - 1, value: 7 });
    expect(of({ state: 90, sum: 7 })?.value).toBe(90);
    expect(of({})).toBeNull();
  });

  test('of a full hour tells between which values it was, in the unit that is asked for', () => {
    const row = { mean: 3, min: 1, max: 4 };
    expect(of(row)?.stands).toEqual({ from: 0, to: HOUR, between: { min: 1, max: 4 } });
    expect(of(row, HOUR, (value) => 12 / value)?.stands.between).toEqual({ min: 3, max: 12 });
    expect(of(row, 300_000)?.stands.between).toBeNull();
    expect(of({ ...row, start: HOUR / 2 })?.stands.between).toBeNull();
  });
});
