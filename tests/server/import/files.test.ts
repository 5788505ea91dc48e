import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Value } from '../../../lib/domain/entity/entity.ts';
import { timeReader } from '../../../lib/domain/import/times.ts';
import { correctionStore } from '../../../lib/server/db/corrections.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import { importStore } from '../../../lib/server/db/imports.ts';
import { inventoryStore } from '../../../lib/server/db/inventory.ts';
import { csvSource } from '../../../lib/server/import/csv-file.ts';
import { influxSource } from '../../../lib/server/import/influx-file.ts';
import { ndjsonSource } from '../../../lib/server/import/ndjson-file.ts';
import { type Outcome, runImport } from '../../../lib/server/import/run-import.ts';
import type { Source } from '../../../lib/server/import/source.ts';
import { createLog } from '../../../lib/server/log.ts';
import { createExportDesk } from '../../../lib/server/web/history/export.ts';
import { aDevice, aSensor, type TestDatabase, testDatabase } from '../../support/test-database.ts';

const T0 = Date.UTC(2026, 0, 1);
const ALWAYS = { from: -8e15, to: 8e15 };
const time = timeReader(() => 0);
const WISHES = { map: new Map<string, string>(), only: [], skip: [] };
const CSV = {
  time,
  timeColumn: null,
  valueColumn: null,
  entity: null,
  delimiter: null,
  commaDecimals: false,
};

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.stop());

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(database.folder, name);
  await writeFile(file, content);
  return file;
}

const bring = (source: Source, home = database): Promise<Outcome> =>
  runImport({
    db: home.db,
    source,
    wishes: WISHES,
    span: ALWAYS,
    dryRun: false,
    progress: () => {},
  });

async function valuesOf(entityId: string, property = 'value', home = database) {
  const { readings } = await historyStore(home.db).raw(entityId, property, ALWAYS, {
    limit: 100_000,
  });
  return readings.map(({ at, value }) => [at - T0, value]);
}

const iso = (ms: number) => new Date(T0 + ms).toISOString();

describe('an export', () => {
  const SERIES: readonly (readonly [string, string, readonly (readonly [number, Value])[]])[] = [
    [
      'sensor.a',
      'value',
      [
        [0, 21.5],
        [5, null],
        [5, -0.1],
        [5, 'error'],
        [9, '21.5'],
        [10, 1e-7],
      ],
    ],
    [
      'sensor.a',
      'available',
      [
        [0, true],
        [7, false],
      ],
    ],
    [
      'sensor.b',
      'value',
      [
        [0, '=1+1'],
        [1, "'quoted'"],
        [2, 'a,"b"\r\nc'],
        [3, ''],
        [4, '[1]'],
        [5, '-5'],
      ],
    ],
    [
      'light.c',
      'on',
      [
        [0, true],
        [1, false],
        [2, null],
      ],
    ],
    [
      'light.c',
      'hs',
      [
        [0, [120, 100]],
        [1, [0.5, 1]],
      ],
    ],
    ['light.c', 'brightness', [[0, 33.3]]],
  ];

  test.each(['csv', 'ndjson'] as const)(
    'as %s, brought into an empty home, gives the same history',
    async (format) => {
      const history = historyStore(database.db);
      let seq = 0;
      await history.append({
        now: 0,
        devices: [aDevice('d')],
        entities: ['sensor.a', 'sensor.b', 'light.c'].map((id) => ({
          ...aSensor(id, 'd'),
          kind: id.startsWith('light') ? ('light' as const) : ('sensor' as const),
          unit: id === 'sensor.a' ? '°C' : null,
        })),
        rows: SERIES.flatMap(([entityId, property, readings]) =>
          readings.map(([at, value]) => ({ entityId, property, at: T0 + at, value, seq: ++seq })),
        ),
      });
      const desk = createExportDesk({
        history,
        inventory: inventoryStore(database.db),
        log: createLog('test', 'silent'),
        fresh: async () => {},
        corrections: correctionStore(database.db),
      });
      const { pieces } = await desk({ format });
      const parts: Uint8Array[] = [];
      for await (const piece of pieces) parts.push(piece);
      const file = await fileOf(`export.${format}`, Buffer.concat(parts));

      const other = await testDatabase();
      try {
        const open = () =>
          format === 'csv' ? csvSource(file, CSV) : ndjsonSource(file, { time, entity: null });
        const first = await bring(await open(), other);
        expect(first.faults).toEqual([]);
        const compare = async () => {
          for (const [id, property] of SERIES)
            expect(await valuesOf(id, property, other), `${id} ${property}`).toEqual(
              await valuesOf(id, property),
            );
        };
        await compare();
        expect((await bring(await open(), other)).readings).toBe(first.readings);
        await compare();
        const entities = await inventoryStore(other.db).entities();
        expect(entities.find(({ id }) => id === 'sensor.a')?.unit).toBe('°C');
      } finally {
        await other.stop();
      }
    },
  );
});

describe('a line that makes no sense', () => {
  test('is counted with its number, and loses nothing else', async () => {
    const rows = [
      'time,entity,value',
      `${iso(0)},sensor.a,1`,
      'nonsense,sensor.a,2',
      `${iso(1)},sensor.a,"3`,
      `${iso(2)},sensor.a,4`,
    ];
    const { faults } = await bring(await csvSource(await fileOf('a.csv', rows.join('\n')), CSV));
    expect(await valuesOf('sensor.a')).toEqual([
      [0, 1],
      [2, 4],
    ]);
    expect(faults).toEqual([
      { reason: 'its time cannot be read', count: 1, examples: ['line 3'] },
      { reason: 'its quotes are broken', count: 1, examples: ['line 4'] },
    ]);
  });

  test('of line protocol too', async () => {
    const lines = [
      '# DDL',
      'CREATE DATABASE homeassistant WITH NAME autogen',
      '# DML',
      '# CONTEXT-DATABASE:homeassistant',
      `°C,domain=sensor,entity_id=a value=1 ${T0}000000`,
      'nonsense',
      `°C,domain=sensor,entity_id=a value=2 ${T0 + 1}000000`,
      `W,domain=sensor,entity_id=b value=7i ${T0}000000`,
    ];
    const file = await fileOf('export.lp.gz', gzipSync(lines.join('\n')));
    const { faults } = await bring(await influxSource(file, { time, precision: 'ns' }));
    expect(await valuesOf('sensor.a')).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(await valuesOf('sensor.b')).toEqual([[0, 7]]);
    expect(faults).toEqual([{ reason: 'it is no line protocol', count: 1, examples: ['line 6'] }]);
  });
});

test('lines in any order become a history in order of time', async () => {
  const lines = [3, 1, 2].map((at) =>
    JSON.stringify({ time: iso(at), entity: 'sensor.a', value: at, unit: 'W' }),
  );
  await bring(
    await ndjsonSource(await fileOf('a.ndjson', lines.join('\n')), { time, entity: null }),
  );
  expect(await valuesOf('sensor.a')).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
});

test.each(['plain', 'packed'])(
  'a %s file that was broken off goes on where it was',
  async (how) => {
    const count = 120_000;
    const text = `time,entity,value,unit\n${Array.from({ length: count }, (_, i) => `${iso(i * 1_000)},sensor.a,${i % 100},W`).join('\n')}\n`;
    const file = await fileOf('long.csv', how === 'packed' ? gzipSync(text) : text);
    const open = () => csvSource(file, CSV);
    const stop = new Error('killed');
    const source = await open();
    await expect(
      runImport({
        db: database.db,
        source,
        wishes: WISHES,
        span: ALWAYS,
        dryRun: false,
        progress: () => {
          throw stop;
        },
      }),
    ).rejects.toBe(stop);
    const { resumed, readings } = await bring(await open());
    expect(resumed).toBe(true);
    expect(readings).toBeLessThan(count);
    const all = await valuesOf('sensor.a');
    expect(all.length).toBe(Math.min(count, 100_000));
    expect(await historyStore(database.db).count('sensor.a', 'value', ALWAYS, count + 1)).toBe(
      count,
    );
    const run = await database.db.prisma.importRun.findFirst();
    expect(run?.finishedAt).not.toBeNull();
    expect((await importStore(database.db).run(run!.id))?.readings).toBe(count);
  },
);
