import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeReader } from '../../../lib/domain/import/times.ts';
import { csvSource } from '../../../lib/server/import/csv-file.ts';
import { createFaults, type Fault } from '../../../lib/server/import/faults.ts';
import { homeAssistantSource } from '../../../lib/server/import/home-assistant-file.ts';
import { influxSource } from '../../../lib/server/import/influx-file.ts';
import { ndjsonSource } from '../../../lib/server/import/ndjson-file.ts';
import type { Piece, Place, Source } from '../../../lib/server/import/source.ts';

/** 2026-01-31T18:00:00Z, in seconds. */
const T = 1_769_882_400;
const time = timeReader(() => 3_600_000);
const CSV = {
  time,
  timeColumn: null,
  valueColumn: null,
  entity: null,
  delimiter: null,
  commaDecimals: false,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'inglenook-formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const file = path.join(folder, 'file');
  await writeFile(file, content);
  return file;
}

/** [entity, unit, property, seconds after T, value] of each reading, and what was wrong. */
async function all(source: Source, from: Place | null = null) {
  const faults = createFaults();
  const readings: unknown[][] = [];
  for await (const piece of source.pieces(from, faults))
    for (const { entity, property, at, value } of piece.readings)
      readings.push([entity.id, entity.unit, property, at / 1_000 - T, value]);
  return { readings, faults: faults.all() };
}

const csv = async (content: string | Buffer, options: Partial<typeof CSV> | object = {}) =>
  all(await csvSource(await fileOf(content), { ...CSV, ...options }));
const influx = async (content: string | Buffer, precision: 's' | 'ns' | null = null) =>
  all(await influxSource(await fileOf(content), { time, precision }));
const ndjson = async (objects: readonly unknown[], entity: string | null = null) =>
  all(
    await ndjsonSource(await fileOf(objects.map((one) => JSON.stringify(one)).join('\n')), {
      time,
      entity,
    }),
  );
const NONE: readonly Fault[] = [];

describe('InfluxDB', () => {
  test('1.x: influx_inspect export, with its headers', async () => {
    const lines = [
      '# INFLUXDB EXPORT: 1677-09-21T00:12:43Z - 2262-04-11T23:47:16Z',
      '# DDL',
      'CREATE DATABASE home WITH NAME autogen',
      'CREATE RETENTION POLICY autogen ON home DURATION inf REPLICATION 1',
      '# DML',
      '# CONTEXT-DATABASE:home',
      '# CONTEXT-RETENTION-POLICY:autogen',
      '# writing tsm data',
      `cpu,cpu=cpu-total,host=pi usage_idle=98.2 ${T}000000000`,
      `mqtt_consumer,topic=home/attic temperature=-3.25 ${T}000000000`,
      `weather\\ station,place=back\\ yard,kind=a\\,b rain=0i,text="a \\"b\\", c=d" ${T}000000000`,
    ];
    const { readings, faults } = await influx(gzipSync(lines.join('\n')));
    expect(faults).toEqual(NONE);
    expect(readings).toEqual([
      ['cpu,cpu="cpu-total",host="pi"/usage_idle', null, 'value', 0, 98.2],
      ['mqtt_consumer,topic="home/attic"/temperature', null, 'value', 0, -3.25],
      ['weather station,kind="a,b",place="back yard"/rain', null, 'value', 0, 0],
      ['weather station,kind="a,b",place="back yard"/text', null, 'value', 0, 'a "b", c=d'],
    ]);
  });

  test('of any precision', async () => {
    for (const stamp of [`${T}`, `${T}000`, `${T}000000`, `${T}000000000`])
      expect((await influx(`a v=1 ${stamp}`)).readings).toEqual([['a/v', null, 'value', 0, 1]]);
    expect((await influx('a v=1 60', 's')).readings[0]?.[3]).toBe(60 - T);
  });

  test('a text may have line breaks; a quote that is never closed loses one line', async () => {
    const { readings, faults } = await influx(
      [
        `update,domain=sensor,entity_id=a notes_str="new:\n- \\"this\\"\n\n# that",value=1 ${T}`,
        `say text="one\r\ntwo" ${T}`,
        `inch,d=5" value=2 ${T}`,
        `a text="never closed ${T}`,
        `b value=3 ${T}`,
        `c text="whole" ${T}`,
        'd value=',
        `e value=5 ${T}`,
        `f text="nor this ${T}`,
        `g value=6 ${T}`,
      ].join('\n'),
    );
    expect(readings.map(([id, , , , value]) => [id, value])).toEqual([
      ['sensor.a', 1],
      ['say/text', 'one\r\ntwo'],
      ['inch,d="5\\""/value', 2],
      ['b/value', 3],
      ['c/text', 'whole'],
      ['e/value', 5],
      ['g/value', 6],
    ]);
    expect(faults.map(({ reason, count }) => [reason, count])).toEqual([
      ['its quotes are broken', 2],
      ['it is no line protocol', 1],
    ]);
  });

  test('as Home Assistant fills it, whatever it takes for the measurement', async () => {
    const at = `${T}000000000`;
    const { readings, faults } = await influx(
      [
        `°C,domain=sensor,entity_id=attic,friendly_name=Attic value=1.5 ${at}`,
        `sensor__temperature,domain=sensor,entity_id=cellar value=7 ${at}`,
        `sensor__temperature,domain=sensor,entity_id=roof unit_of_measurement_str="°C",value=8 ${at}`,
        `sensor.porch,domain=sensor,entity_id=porch value=2 ${at}`,
        `units,domain=binary_sensor,entity_id=door state="on",value=1 ${at}`,
      ].join('\n'),
    );
    expect(faults).toEqual(NONE);
    expect(readings).toEqual([
      ['sensor.attic', '°C', 'value', 0, 1.5],
      ['sensor.cellar', null, 'value', 0, 7],
      ['sensor.roof', '°C', 'value', 0, 8],
      ['sensor.porch', null, 'value', 0, 2],
      ['binary_sensor.door', null, 'on', 0, true],
    ]);
  });

  const table = (name: string, column: string, rows: readonly string[]) => [
    '#group,false,false,false,false,true,true,true',
    `#datatype,string,long,dateTime:RFC3339,${column},string,string,string`,
    '#default,_result,,,,,,',
    ',result,table,_time,_value,_field,_measurement,room',
    ...rows.map((row) => `,,0,2026-01-31T18:00:${row},${name},weather,attic`),
    '',
  ];
  const TABLES = [
    ...table('temperature', 'double', ['00Z,21.5', '01Z,21.6']),
    ...table('raining', 'boolean', ['00Z,true', 'nonsense,true']),
    ...table('words', 'string', ['00Z,"a, ""b""\r\nc"']),
    '#datatype,string,string',
    '#group,true,true',
    '#default,,',
    ',error,reference',
    ',the query was stopped,897',
  ].join('\r\n');

  test('2.x: annotated CSV of several tables', async () => {
    const { readings, faults } = await influx(TABLES);
    expect(readings).toEqual([
      ['weather,room="attic"/temperature', null, 'value', 0, 21.5],
      ['weather,room="attic"/temperature', null, 'value', 1, 21.6],
      ['weather,room="attic"/raining', null, 'on', 0, true],
      ['weather,room="attic"/words', null, 'value', 0, 'a, "b"\r\nc'],
    ]);
    expect(faults).toEqual([
      { reason: '"2026-01-31T18:00:nonsense" is no time', count: 1, examples: ['line 13'] },
      { reason: 'the query failed: the query was stopped', count: 1, examples: ['line 26'] },
    ]);
  });

  test('2.x: annotated CSV goes on in the middle of a table', async () => {
    const seconds = Array.from({ length: 25_000 }, (_, i) =>
      new Date((T + i) * 1_000).toISOString(),
    );
    const [head, last] = [table('a', 'double', []).slice(0, 4), table('b', 'double', ['00Z,1'])];
    const rows = seconds.map((at, i) => `,,0,${at},${i},a,weather,attic`);
    const file = await fileOf([...head, ...rows, '', ...last].join('\n'));
    const pieces: Piece[] = [];
    const open = () => influxSource(file, { time, precision: null });
    for await (const piece of (await open()).pieces(null, createFaults())) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    const { readings, faults } = await all(await open(), pieces[0]!.place);
    expect(faults).toEqual(NONE);
    expect(readings).toHaveLength(25_001 - pieces[0]!.readings.length);
    expect(readings.at(-1)?.[0]).toBe('weather,room="attic"/b');
  });
});

describe('a CSV file', () => {
  const KITCHEN = [['Küche', '°C', 'value', 0, 21.5]];
  const SHEET = 'Datum;Küche (°C)\r\n31.01.2026 19:00;21,5\r\n';

  test.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${SHEET}`)],
    ['UTF-16', Buffer.from(`\uFEFF${SHEET}`, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\uFEFF${SHEET}`, 'utf16le').swap16()],
    ['Windows-1252', Buffer.from(SHEET, 'latin1')],
    ['tabs', Buffer.from(SHEET.replaceAll(';', '\t'))],
    ['a hint for Excel', Buffer.from(`sep=;\r\n${SHEET}`)],
    ['quotes', Buffer.from('"Datum","Küche (°C)"\n"31.01.2026 19:00","21,5"\n')],
  ])('of a spreadsheet: %s', async (_, content) => {
    expect(await csv(content)).toEqual({ readings: KITCHEN, faults: NONE });
    expect(await csv(gzipSync(content))).toEqual({ readings: KITCHEN, faults: NONE });
  });

  test('of openHAB, Domoticz, ThingsBoard, FHEM, ioBroker and Gladys', async () => {
    const values = async (content: string, options = {}) => {
      const { readings, faults } = await csv(content, options);
      expect(faults).toEqual(NONE);
      return readings.map(([id, , , at, value]) => [id, at, value]);
    };
    expect(
      await values('"time","value"\n"2026-01-31 19:00:00.000","21.5"\n', { entity: 'sensor.a' }),
    ).toEqual([['sensor.a', 0, 21.5]]);
    expect(await values('"DateTime";"Temperature"\n"2026-01-31 19:00:00";21.5\n')).toEqual([
      ['Temperature', 0, 21.5],
    ]);
    expect(await values('Timestamp;temperature;humidity\n2026-01-31 19:00:00;21.5;\n')).toEqual([
      ['temperature', 0, 21.5],
    ]);
    expect(await values(`entityName,key,ts,value\nattic,humidity,${T}000,40\n`)).toEqual([
      ['attic humidity', 0, 40],
    ]);
    expect(
      await values(
        'TIMESTAMP;DEVICE;TYPE;EVENT;READING;VALUE;UNIT\n2026-01-31_19:00:00;Bad;HM;temperature: 21.5;temperature;21.5;\n',
      ),
    ).toEqual([['Bad temperature', 0, 21.5]]);
    expect(await values(`id,ts,val,ack\nhm.0.bath,${T}000,21.5,true\n`)).toEqual([
      ['hm.0.bath', 0, 21.5],
    ]);
    expect(
      await values('created_at,value\n"2026-01-31T18:00:00.000Z",1\n', { entity: 'sensor.a' }),
    ).toEqual([['sensor.a', 0, 1]]);
  });

  test('a line of any length is passed over, and counted', async () => {
    const { readings, faults } = await csv(
      `time,value\n${T},1\n${'x'.repeat(3_000_000)}\n${T + 1},2\n`,
      { entity: 'sensor.a' },
    );
    expect(readings.map((row) => row[4])).toEqual([1, 2]);
    expect(faults).toEqual([
      { reason: 'it is longer than a line can be', count: 1, examples: ['line 3'] },
    ]);
  });

  test('a quoted text may have line breaks; a quote that is never closed loses one line', async () => {
    const { readings, faults } = await csv(`time,value\n${T},"a\nb"\n${T + 1},"c\n${T + 2},3\n`, {
      entity: 'sensor.a',
    });
    expect(readings.map((row) => row.slice(3))).toEqual([
      [0, 'a\nb'],
      [2, 3],
    ]);
    expect(faults).toEqual([{ reason: 'its quotes are broken', count: 1, examples: ['line 4'] }]);
  });
});

describe('NDJSON', () => {
  test('of generic objects: numbers as text, epochs, other names', async () => {
    const { readings, faults } = await ndjson([
      { ts: T * 1_000, id: 'a', val: '21.5' },
      { timestamp: '2026-01-31T18:00:01Z', sensor_id: 'b', value: 1, unit: 'W' },
      { time: T + 2, device: 'c', value: true },
      { time: T, device: 'c' },
      [1],
    ]);
    expect(readings).toEqual([
      ['a', null, 'value', 0, 21.5],
      ['b', 'W', 'value', 1, 1],
      ['c', null, 'on', 2, true],
    ]);
    expect(faults.map(({ reason, examples }) => [reason, ...examples])).toEqual([
      ['it has no value', 'line 4'],
      ['it is no object', 'line 5'],
    ]);
  });

  test('of Home Assistant’s states', async () => {
    const at = '2026-01-31T18:00:00+00:00';
    const { readings } = await ndjson([
      {
        entity_id: 'sensor.a',
        state: '21.5',
        last_changed: at,
        attributes: { unit_of_measurement: '°C' },
      },
      { entity_id: 'light.b', state: 'on', last_changed: at, attributes: { brightness: 255 } },
      { entity_id: 'sensor.a', state: 'unavailable', last_changed: at },
    ]);
    expect(readings).toEqual([
      ['sensor.a', '°C', 'value', 0, 21.5],
      ['light.b', null, 'on', 0, true],
      ['light.b', null, 'brightness', 0, 100],
      ['sensor.a', '°C', 'available', 0, false],
    ]);
  });
});

test.each([
  ['-- MySQL dump 10.19\nCREATE TABLE x', /dump of another database.*import csv/],
  ['--\n-- PostgreSQL database dump\n--', /dump of another database/],
  ['PGDMP\u0001', /dump of another database/],
  [gzipSync('x'), /packed. Unpack it/],
  [`${'\0'.repeat(257)}ustar`, /backup. Unpack it/],
  ['hello, world', /is no SQLite database$/],
])('what is no database of Home Assistant is told for what it is: %j', async (content, reason) => {
  const file = await fileOf(content as string | Buffer);
  expect(() => homeAssistantSource(file)).toThrow(reason);
});
