import { expect, test } from 'vitest';
import { typicalSensors } from '../../../../bench/sensors.ts';
import { packColumns } from '../../../../lib/domain/history/chunk/chunk.ts';
import type { Columns } from '../../../../lib/domain/history/columns.ts';

const BEGIN = Date.UTC(2026, 0, 5);
const DAY = 86_400_000;
const COUNT = 4096;

const columns = (at: (i: number) => number, value: (i: number) => number): Columns => ({
  count: COUNT,
  at: Float64Array.from({ length: COUNT }, (_, i) => BEGIN + at(i)),
  value: Float64Array.from({ length: COUNT }, (_, i) => value(i)),
  text: null,
});
const bytes = (readings: Columns): number => packColumns(readings).length;

/** The first readings of a sensor of the made-up home, as a chunk; texts are numbered. */
function chunkOf(about: string): Columns {
  const sensor = typicalSensors().find((it) => it.about === about)!;
  const words = new Map<string, number>();
  const [at, value, text]: [number[], number[], number[]] = [[], [], []];
  for (const reading of sensor.readings(BEGIN, BEGIN + 365 * DAY)) {
    if (at.push(reading.at) === COUNT) break;
    const isText = typeof reading.value === 'string';
    if (isText && !words.has(reading.value)) words.set(reading.value, words.size + 1);
    value.push(isText ? Number.NaN : Number(reading.value));
    text.push(isText ? words.get(reading.value)! : 0);
  }
  return {
    count: value.length,
    at: Float64Array.from(at.slice(0, value.length)),
    value: Float64Array.from(value),
    text: words.size > 0 ? Int32Array.from(text) : null,
  };
}

test('readings that could be foretold cost nothing', () => {
  expect(
    bytes(
      columns(
        (i) => 10_000 * i,
        () => 21.5,
      ),
    ),
  ).toBeLessThan(60);
  expect(
    bytes(
      columns(
        (i) => 10_000 * i,
        (i) => i % 2,
      ),
    ),
  ).toBeLessThan(60);
  expect(
    bytes(
      columns(
        (i) => 10_000 * i,
        (i) => i / 1000,
      ),
    ),
  ).toBeLessThan(60);
});

// Half of it is the jitter of times, which nothing can foretell: the log2 of 601 ms is 1.15 bytes.
test.each([
  ['temperature, every 60 s', 1.5],
  ['humidity, every 60 s', 1.65],
  ['power, every 10 s', 1.15],
  ['energy counter, every 60 s', 0.95],
  ['pressure, every 60 s', 1.5],
  ['light, every 60 s', 1.8],
  ['CO2, every 60 s', 1.95],
])('a reading of the class “%s” takes less than %f bytes', (about, bar) => {
  expect(bytes(chunkOf(about)) / COUNT).toBeLessThan(bar);
});

// A moment of the day to the millisecond is 26 bits, and the time between two rare events hardly less.
test.each([
  ['motion', 2.7],
  ['door contact', 3],
  ['Zigbee temperature', 3.4],
  ['Zigbee link quality', 3.4],
  ['presence', 4],
])('of “%s”, whose time is chance, less than %f', (about, bar) => {
  const chunk = chunkOf(about);
  expect(bytes(chunk) / chunk.count).toBeLessThan(bar);
});

test('one odd reading does not make the others larger', () => {
  const plain = columns(
    (i) => 10_000 * i,
    (i) => 20 + (i % 7) / 10,
  );
  const decimals = plain.value.map((value) => Math.round(value * 10) / 10);
  for (const odd of [-0, Number.NaN, Infinity, Math.PI, 1e300]) {
    const value = decimals.slice();
    value[2000] = odd;
    const more = bytes({ ...plain, value }) - bytes({ ...plain, value: decimals });
    expect(more).toBeLessThan(80);
  }
});

test('single precision and sums of decimals are seen through', () => {
  const exact = columns(
    (i) => 10_000 * i,
    (i) => 20 + ((i * i) % 50) / 10,
  );
  const value = exact.value.map((it) => Math.round(it * 10) / 10);
  const least = bytes({ ...exact, value });
  expect(bytes({ ...exact, value: value.map(Math.fround) })).toBeLessThan(least + 20);
  const sums = value.map((it) => it + 0.1 + 0.2 - 0.3);
  expect(bytes({ ...exact, value: sums })).toBeLessThan(least + COUNT / 2);
});
