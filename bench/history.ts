import { statSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../lib/server/db/connection/client.ts';
import { correctionStore } from '../lib/server/db/corrections.ts';
import { historyStore } from '../lib/server/db/history.ts';
import { type Ask, asker, exported, rangeOf, timed, timedList } from './history-ask.ts';
import { killedAndReady } from './history-crash.ts';
import { DAY_MS, END, fill, idOf, type Span, withDatabase, YEAR } from './history-fill.ts';
import { openRows, type Rows } from './history-rows.ts';
import { type BenchHome, createBenchHome } from './home.ts';
import type { Benchmark, Figure } from './result.ts';
import { type Sensor, typicalSensors } from './sensors.ts';
import { CORRECTIONS, YEARS } from './years.ts';

const HALF_DAY_MS = DAY_MS / 2;
/**
 * `--full`: what a year of the typical home takes is measured on all of it, not on a stretch, and there are so
 * many sensors more that a hundred million readings are stored. Takes ten minutes.
 */
const FULL = process.argv.includes('--full');
const DAYS = FULL ? 365 : 20;
const MORE_YEARS = FULL ? 8 : 0;
/** The rows they are compared with; a row takes as much in any year. */
const ROW_DAYS = 2;
const SERIES = 1000;
const POINTS = 800;

const BYTES = 2;
const BUCKETS_MS = 25;
const RAW_MS = 10;
const STATES_MS = 50;
const EXPORT_RATE = 1_000_000;
const EXPORT_MB = 100;

const A_DAY: Span = { from: END - 100 * DAY_MS, to: END - 99 * DAY_MS };
const STRETCH: Span = { from: END - DAYS * DAY_MS, to: END };

/** How small the past is, and how soon it is told, beside one row a reading in SQLite. */
export const history: Benchmark = {
  name: 'history',
  about: `${DAYS} days of 100 typical sensors, a year every 10 s, ${SERIES} series: REST, beside SQL over rows`,
  async run() {
    const home = await createBenchHome();
    const rows = openRows(path.join(home.env.DATA_DIR!, 'rows.db'));
    try {
      const size = await measureSize(home, rows);
      const ready = await killedAndReady(home);
      const ask = asker(home.url, await home.token('read'));
      return [...size, ...(await askAll(home, rows, ask)), ...ready];
    } finally {
      rows.close();
      await home.stop();
    }
  },
};

const typical = typicalSensors();
const power = typical.find(({ about }) => about.startsWith('power'))!;
/** A year of it, beside the stretch of the others. */
const year: Sensor = { ...power, name: 'year' };
const moreYears = Array.from({ length: MORE_YEARS }, (_, i): Sensor => {
  const own = typicalSensors(1_000 + i).find(({ about }) => about === power.about)!;
  return { ...own, name: `year-${i}` };
});
/** The first of the typical sensors say something every minute. */
const MINUTELY = 30;
/** Sensors like those, so that there are SERIES in all; a day and a half of each. */
const many: readonly Sensor[] = Array.from({ length: SERIES - typical.length - 1 }, (_, i) => {
  const sensor = typicalSensors(2 + Math.floor(i / MINUTELY))[i % MINUTELY]!;
  return { ...sensor, name: `more-${i}` };
});
/** The number of the first of YEARS among the rows. */
const FIRST_YEAR = SERIES;
const SHORT: Span = { from: END - 1.5 * DAY_MS, to: END };
const MOMENT = END - DAY_MS / 2 - 123_456;

/** Fills the home and the rows with the same. */
async function measureSize(home: BenchHome, rows: Rows): Promise<Figure[]> {
  const file = path.join(home.env.DATA_DIR!, 'inglenook.db');
  const stretch = await withDatabase(file, (db) => fill(db, typical, STRETCH));
  const bytes = statSync(file).size / stretch.readings;
  const others = await withDatabase(file, async (db) => {
    const long = await fill(db, [year, ...YEARS.map(({ sensor }) => sensor)], YEAR);
    await correctSome(db);
    const short = await fill(db, many, SHORT);
    const more = await fill(db, moreYears, YEAR);
    const all = [long, short, more];
    const sum = (of: 'readings' | 'ms') => all.reduce((total, one) => total + one[of], 0);
    return { readings: sum('readings'), ms: sum('ms') };
  });
  for (const [i, sensor] of typical.entries())
    rows.fill(i, sensor, { from: END - ROW_DAYS * DAY_MS, to: END });
  const perRow = rows.bytesPerReading();
  rows.fill(typical.length, year, YEAR);
  for (const [i, sensor] of many.entries()) rows.fill(typical.length + 1 + i, sensor, SHORT);
  for (const [i, { sensor }] of YEARS.entries()) rows.fill(FIRST_YEAR + i, sensor, YEAR);
  const stored = stretch.readings + others.readings;
  return [
    { name: 'readings stored', value: stored, unit: 'readings' },
    {
      name: 'typical home, database file',
      value: bytes,
      unit: 'bytes/reading',
      bar: { text: `${BYTES} bytes`, holds: bytes <= BYTES },
    },
    { name: '  one row a reading', value: perRow, unit: 'bytes/reading' },
    {
      name: 'past brought in',
      value: (stored / (stretch.ms + others.ms)) * 1000,
      unit: 'readings/s',
    },
  ];
}

/** Spread over the year. */
async function correctSome(db: Database): Promise<void> {
  const store = historyStore(db);
  const entityId = idOf(YEARS.find(({ sensor }) => sensor.name === 'corrected')!.sensor);
  for (let i = 0; i < CORRECTIONS; i++) {
    const from = YEAR.from + ((i + 0.5) / CORRECTIONS) * (YEAR.to - YEAR.from);
    const { readings } = await store.raw(entityId, 'value', { ...YEAR, from }, { limit: 1 });
    const fix = { property: 'value', at: readings[0]!.at, nth: 0, value: 1, reason: 'bench' };
    await correctionStore(db).put(entityId, { ...fix, createdAt: END });
  }
}

async function askAll(home: BenchHome, rows: Rows, ask: Ask): Promise<Figure[]> {
  const series = typical.length;
  const id = encodeURIComponent(idOf(year));
  const beside = (name: string, goalMs: number, ms: number, rowsMs: number): Figure[] => [
    { name, value: ms, unit: 'ms', bar: { text: `${goalMs} ms`, holds: ms <= goalMs } },
    { name: '  SQL over rows', value: rowsMs, unit: 'ms' },
  ];
  const buckets = await timedList(
    ask,
    `/entities/${id}/history?${rangeOf(YEAR)}&points=${POINTS}`,
    {
      list: 'buckets',
      least: 700,
    },
  );
  const askYears = async (): Promise<Figure[]> => {
    const figures: Figure[] = [];
    for (const [i, { about, sensor, include, rows: what }] of YEARS.entries()) {
      const path = `/entities/${encodeURIComponent(idOf(sensor))}/history`;
      const query = `${rangeOf(YEAR)}&points=${POINTS}${include}`;
      const ms = await timedList(ask, `${path}?${query}`, { list: 'buckets', least: 700 });
      const sql = () => rows.buckets(what, FIRST_YEAR + i, YEAR, HALF_DAY_MS);
      figures.push(...beside(`  the same of ${about}`, BUCKETS_MS, ms, await timed(sql, 1)));
    }
    return figures;
  };
  const raw = await timedList(ask, `/entities/${id}/history?${rangeOf(A_DAY)}&resolution=raw`, {
    list: 'readings',
    least: 8000,
  });
  const states = await timedList(ask, `/states?at=${new Date(MOMENT).toISOString()}`, {
    list: 'states',
    least: SERIES - 100,
  });
  const csv = await exported(home, ask, `/export?entity=${id}&${rangeOf(YEAR)}&format=csv`);
  const all = Array.from({ length: SERIES }, (_, i) => i);
  const rowsCsvMs = await timed(() => rows.csv(series, YEAR), 1);
  return [
    ...beside(
      `a year every 10 s in ≤ ${POINTS} points, REST`,
      BUCKETS_MS,
      buckets,
      await timed(() => rows.buckets('buckets', series, YEAR, HALF_DAY_MS), 3),
    ),
    ...(await askYears()),
    ...beside('a day raw, REST', RAW_MS, raw, await timed(() => rows.raw(series, A_DAY))),
    ...beside(
      `${SERIES} series at a past moment, REST`,
      STATES_MS,
      states,
      await timed(() => rows.states(all, MOMENT)),
    ),
    {
      name: 'that year as CSV, REST',
      value: csv.rate,
      unit: 'readings/s',
      bar: { text: `${EXPORT_RATE} readings/s`, holds: csv.rate >= EXPORT_RATE },
    },
    { name: '  SQL over rows', value: (csv.lines / rowsCsvMs) * 1000, unit: 'readings/s' },
    ...(csv.grownMb === null
      ? []
      : [
          {
            name: '  memory it took the web role',
            value: csv.grownMb,
            unit: 'MB',
            bar: { text: `${EXPORT_MB} MB`, holds: csv.grownMb <= EXPORT_MB },
          },
        ]),
  ];
}
