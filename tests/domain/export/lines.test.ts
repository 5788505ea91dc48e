import { expect, test } from 'vitest';
import type { Value } from '../../../lib/domain/entity/entity.ts';
import { unmarked } from '../../../lib/domain/export/csv-text.ts';
import { type ExportFormat, lineWriter } from '../../../lib/domain/export/lines.ts';

const T0 = Date.UTC(2026, 0, 31, 18);

/** The lines of values one second apart. */
function written(format: ExportFormat, values: readonly Value[], boolean = false): string {
  const columns = {
    count: values.length,
    at: Float64Array.from(values, (_, i) => T0 + i * 1_000),
    value: Float64Array.from(values, (value) =>
      typeof value === 'number' ? value : boolean && typeof value === 'boolean' ? +value : NaN,
    ),
    text: Int32Array.from(values, (value, i) => {
      const isPlain =
        value === null || typeof value === 'number' || (boolean && typeof value === 'boolean');
      return isPlain ? 0 : i + 1;
    }),
  };
  const series = { entityId: 'sensor.a', property: 'value', unit: '°C', boolean };
  const writer = lineWriter(format);
  const bytes = writer.write(series, columns, (id) => values[id - 1]!);
  return new TextDecoder().decode(Buffer.concat([writer.begin, bytes]));
}

test('a CSV file has a header, and a line for each reading', () => {
  expect(written('csv', [21.5, null, -3])).toBe(
    'time,entity,property,value,unit\r\n' +
      '2026-01-31T18:00:00.000Z,sensor.a,value,21.5,°C\r\n' +
      '2026-01-31T18:00:01.000Z,sensor.a,value,,°C\r\n' +
      '2026-01-31T18:00:02.000Z,sensor.a,value,-3,°C\r\n',
  );
});

const fieldsOf = (text: string) =>
  text
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.slice('2026-01-31T18:00:00.000Z,sensor.a,value,'.length, -',°C'.length));

test('texts are quoted, and none is taken for a formula', () => {
  const values = ['heat', 'a "b", c', '=1+1', '-5', '@x', "'y", '[1]', ''];
  const fields = fieldsOf(written('csv', values));
  expect(fields).toEqual([
    '"heat"',
    '"a ""b"", c"',
    '"\'=1+1"',
    '"\'-5"',
    '"\'@x"',
    '"\'\'y"',
    '"\'[1]"',
    '""',
  ]);
  const back = fields.map((one) => unmarked(one.slice(1, -1).replaceAll('""', '"')));
  expect(back).toEqual(values);
});

test('on/off and lists have their own form', () => {
  expect(fieldsOf(written('csv', [true, false, null], true))).toEqual(['true', 'false', '']);
  expect(
    fieldsOf(
      written('csv', [
        [120, 100],
        ['a', 'b'],
      ]),
    ),
  ).toEqual(['"[120,100]"', '"[""a"",""b""]"']);
});

test('an NDJSON line is one object', () => {
  const values = [21.5, 'he"at', [1, 2], null, true];
  const lines = written('ndjson', values).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    values.map((value, i) => ({
      time: new Date(T0 + i * 1_000).toISOString(),
      entity: 'sensor.a',
      property: 'value',
      value,
      unit: '°C',
    })),
  );
});
