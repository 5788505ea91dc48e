import { expect, test } from 'vitest';
import type { SeriesOut } from '../../../lib/api/history.ts';
import { chartSeries } from '../../../lib/browser/history/chart-series.ts';
import { sparkPoints } from '../../../lib/browser/history/history-client.ts';
import { sparkPath } from '../../../lib/browser/history/spark.ts';

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const at = (hours: number) => new Date(START + hours * HOUR).toISOString();

const series = (part: Partial<SeriesOut>): SeriesOut => ({
  entity: 'sensor.x',
  property: 'value',
  unit: '°C',
  from: at(0),
  to: at(24),
  resolution: 'raw',
  gaps: [],
  nextCursor: null,
  ...part,
});

test('the mean of readings counts each for as long as it was in force', () => {
  const { stats } = chartSeries(
    series({
      to: at(4),
      readings: [
        [at(0), 20],
        [at(3), 24],
      ],
    }),
  );
  expect(stats).toEqual({ min: 20, max: 24, mean: 21 });
});

test('least and most are those of the bands, not of their means', () => {
  const bucket = { count: 9, first: 1, last: 1 };
  const { stats } = chartSeries(
    series({
      resolution: '1h',
      buckets: [
        { ...bucket, start: at(0), end: at(1), min: 10, max: 30, mean: 20 },
        { ...bucket, start: at(1), end: at(2), min: 15, max: 18, mean: 16 },
      ],
    }),
  );
  expect(stats).toMatchObject({ min: 10, max: 30 });
});

test('a gap breaks the line in its middle and says why', () => {
  const { rows } = chartSeries(
    series({
      readings: [
        [at(0), 20],
        [at(10), 22],
      ],
      gaps: [{ start: at(1), end: at(9), reason: 'recorder_down' }],
    }),
  );
  expect(rows.map(({ mean, gap }) => [mean, gap])).toEqual([
    [20, null],
    [null, 'recorder_down'],
    [22, null],
  ]);
});

test('no line is drawn through a gap of buckets, large or small', () => {
  const known = { count: 6, first: 20, last: 21, min: 19, max: 22, mean: 20.5 };
  const held = { count: 0, first: null, last: null, min: 21, max: 21, mean: 21 };
  const answer = series({
    resolution: '1h',
    buckets: [
      { ...known, start: at(0), end: at(1) },
      { ...held, start: at(1), end: at(2) },
      { ...held, start: at(2), end: at(3) },
      { ...held, start: at(3), end: at(4) },
      { ...known, start: at(4), end: at(5) },
    ],
    // The fourth hour only held what was said before.
    gaps: [{ start: at(1), end: at(3), reason: 'damaged' }],
  });
  const { rows, stats } = chartSeries(answer);
  const drawn = rows.filter(({ gap }) => gap === null);
  expect(drawn.map(({ mean }) => mean)).toEqual([20.5, null, null, 21, 20.5]);
  expect(drawn.map(({ band }) => band !== null)).toEqual([true, false, false, true, true]);
  expect(stats).toMatchObject({ min: 19, max: 22 });
  expect(sparkPoints(answer).filter((point) => point !== null)).toHaveLength(3);
});

test('on and off become spans that end where the next begins, or the gap', () => {
  const chart = chartSeries(
    series({
      unit: null,
      property: 'on',
      to: at(6),
      readings: [
        [at(0), true],
        [at(2), false],
        [at(3), true],
      ],
      gaps: [{ start: at(4), end: at(5), reason: 'sensor_offline' }],
    }),
  );
  expect(chart.kind).toBe('strip');
  expect(
    chart.spans.map(({ from, to, value }) => [(from - START) / HOUR, (to - START) / HOUR, value]),
  ).toEqual([
    [0, 2, 1],
    [2, 3, 0],
    [3, 4, 1],
  ]);
});

test('what a counter has counted is bars that stand on zero, and a sum', () => {
  const bucket = { count: 9, first: 1, last: 1, min: 1, max: 1, mean: 1 };
  const chart = chartSeries(
    series({
      unit: 'kWh',
      resolution: '1h',
      buckets: [
        { ...bucket, start: at(0), end: at(1), increase: 0.5 },
        { ...bucket, start: at(1), end: at(2), increase: 1.5 },
        { ...bucket, start: at(2), end: at(3), increase: null },
      ],
    }),
  );
  expect(chart).toMatchObject({ kind: 'bars', total: 2, stats: { min: 0, max: 1.5 } });
  expect(chart.rows.map(({ mean }) => mean)).toEqual([0.5, 1.5, null]);
  expect(chart.rows[1]!.bar).toEqual([START + HOUR, START + 2 * HOUR]);
});

test('texts are told apart from figures', () => {
  expect(chartSeries(series({ readings: [[at(0), 'idle']] })).kind).toBe('text');
  expect(chartSeries(series({ readings: [] })).kind).toBe('line');
});

test('the small line stays within its box and breaks at gaps', () => {
  const points = sparkPoints(
    series({
      readings: [
        [at(0), 1],
        [at(6), 5],
        [at(18), 3],
        [at(24), 4],
      ],
      gaps: [{ start: at(7), end: at(17), reason: 'sensor_silent' }],
    }),
  );
  const drawn = sparkPath(points, { from: START, to: START + 24 * HOUR, width: 200, height: 32 });
  expect(drawn?.d.match(/M/g)).toHaveLength(2);
  const numbers = drawn!.d.match(/-?[\d.]+/g)!.map(Number);
  for (let i = 0; i < numbers.length; i += 2) {
    expect(numbers[i]).toBeGreaterThanOrEqual(0);
    expect(numbers[i]).toBeLessThanOrEqual(200);
    expect(numbers[i + 1]).toBeLessThanOrEqual(32);
  }
  expect(sparkPath([], { from: 0, to: 1, width: 1, height: 1 })).toBeNull();
});
