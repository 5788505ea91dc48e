import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { bucketEdges } from '../../../lib/domain/history/buckets.ts';
import {
  bucketCount,
  chooseResolution,
  RESOLUTIONS,
  WIDTH_MS,
} from '../../../lib/domain/history/resolution.ts';
import type { ZoneOffset } from '../../../lib/domain/history/zone.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const zone =
  (name: string): ZoneOffset =>
  (at) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).offsetNanoseconds / 1e6;
const instant = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const shown = (edges: readonly number[], name: string) =>
  edges.map((edge) =>
    Temporal.Instant.fromEpochMilliseconds(edge)
      .toZonedDateTimeISO(name)
      .toString({ timeZoneName: 'never', smallestUnit: 'minute' }),
  );
const hours = (edges: readonly number[]) =>
  edges.slice(1).map((edge, i) => (edge - edges[i]!) / HOUR);

describe('days follow the clocks of the home', () => {
  test('the day on which summer time begins has 23 hours', () => {
    const from = instant('2026-03-28T12:00+01:00');
    const edges = bucketEdges('1d', from, instant('2026-03-30T12:00+02:00'), zone('Europe/Berlin'));
    expect(hours(edges)).toEqual([24, 23, 24]);
  });

  test('the day on which it ends has 25', () => {
    const from = instant('2026-10-24T12:00+02:00');
    const edges = bucketEdges('1d', from, instant('2026-10-26T12:00+01:00'), zone('Europe/Berlin'));
    expect(hours(edges)).toEqual([24, 25, 24]);
  });

  test('where midnight is skipped, the day begins at one', () => {
    const from = instant('2017-10-14T12:00-03:00');
    const edges = bucketEdges('1d', from, from + 2 * DAY, zone('America/Sao_Paulo'));
    expect(shown(edges, 'America/Sao_Paulo').slice(0, 3)).toEqual([
      '2017-10-14T00:00-03:00',
      '2017-10-15T01:00-02:00',
      '2017-10-16T00:00-02:00',
    ]);
  });

  test('where midnight comes twice, the day begins at the first', () => {
    const from = instant('2026-10-31T12:00-04:00');
    const edges = bucketEdges('1d', from, from + 2 * DAY, zone('America/Havana'));
    expect(hours(edges)).toEqual([24, 25, 24]);
  });

  test('a day that a zone skipped is no bucket', () => {
    const from = instant('2011-12-29T12:00-10:00');
    const edges = bucketEdges('1d', from, from + DAY, zone('Pacific/Apia'));
    expect(shown(edges, 'Pacific/Apia')).toEqual([
      '2011-12-29T00:00-10:00',
      '2011-12-31T00:00+14:00',
      '2012-01-01T00:00+14:00',
    ]);
  });

  test('weeks begin on Monday and months on the first', () => {
    const from = instant('2026-02-18T12:00Z');
    expect(shown(bucketEdges('1w', from, from + 1, zone('UTC')), 'UTC')).toEqual([
      '2026-02-16T00:00+00:00',
      '2026-02-23T00:00+00:00',
    ]);
    expect(shown(bucketEdges('1mo', from, from + 1, zone('UTC')), 'UTC')).toEqual([
      '2026-02-01T00:00+00:00',
      '2026-03-01T00:00+00:00',
    ]);
  });
});

describe('hours', () => {
  test('begin at the half where the zone is half an hour off', () => {
    const from = instant('2026-01-01T00:00Z');
    expect(shown(bucketEdges('1h', from, from + 1, zone('Asia/Kolkata')), 'Asia/Kolkata')).toEqual([
      '2026-01-01T05:00+05:30',
      '2026-01-01T06:00+05:30',
    ]);
  });

  test('the hour that comes twice is two buckets', () => {
    const from = instant('2026-10-25T00:00+02:00');
    const edges = bucketEdges('1h', from, instant('2026-10-26T00:00+01:00'), zone('Europe/Berlin'));
    expect(edges.length - 1).toBe(25);
  });

  test('six of them are a quarter of the day as the clocks show it', () => {
    const from = instant('2026-03-29T00:00+01:00');
    const edges = bucketEdges('6h', from, instant('2026-03-30T00:00+02:00'), zone('Europe/Berlin'));
    expect(hours(edges)).toEqual([5, 6, 6, 6]);
  });
});

test('in every zone and at every width, the edges rise and tile the range', () => {
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Africa/Casablanca',
    'Pacific/Apia',
    'Pacific/Chatham',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...RESOLUTIONS),
      fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2040, 0, 1) }),
      fc.integer({ min: 1, max: 40 }),
      (name, resolution, from, widths) => {
        const to = from + widths * WIDTH_MS[resolution];
        const edges = bucketEdges(resolution, from, to, zone(name));
        expect(edges[0]!).toBeLessThanOrEqual(from);
        expect(edges[1]!).toBeGreaterThan(from);
        expect(edges.at(-1)!).toBeGreaterThanOrEqual(to);
        expect(edges.at(-2)!).toBeLessThan(to);
        edges.slice(1).forEach((edge, i) => {
          expect(edge).toBeGreaterThan(edges[i]!);
        });
      },
    ),
    { numRuns: 300 },
  );
});

test('the resolution fits the range into the points that are wanted', () => {
  expect(chooseResolution(HOUR)).toBe('10s');
  expect(chooseResolution(DAY)).toBe('5m');
  expect(chooseResolution(365 * DAY)).toBe('1d');
  expect(chooseResolution(365 * DAY, 800)).toBe('12h');
  expect(bucketCount('12h', 365 * DAY)).toBe(730);
  expect(chooseResolution(100 * 365 * DAY, 10)).toBe('1mo');
  expect(chooseResolution(60_000, 60)).toBe('1s');
  expect(bucketCount('1h', DAY)).toBe(24);
});

test('wherever a range begins, the edges are the same', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Africa/Casablanca',
    'Asia/Kolkata',
    'Asia/Kathmandu',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...(['30m', '1h', '2h', '3h', '6h', '12h', '1d', '1w', '1mo'] as const)),
      fc.constantFrom(
        '2026-02-15T02:00Z',
        '2026-03-08T07:00Z',
        '2026-03-22T02:00Z',
        '2026-03-29T01:00Z',
        '2026-04-04T15:00Z',
        '2026-10-03T15:30Z',
        '2026-10-25T01:00Z',
        '2026-11-01T04:30Z',
      ),
      fc.integer({ min: -4 * HOUR, max: 4 * HOUR }),
      (name, resolution, change, later) => {
        const from = instant(change) - DAY;
        const to = instant(change) + DAY;
        const all = bucketEdges(resolution, from, to, zone(name));
        const part = bucketEdges(resolution, instant(change) + later, to, zone(name));
        expect(all).toEqual(expect.arrayContaining(part));
      },
    ),
    { numRuns: 300 },
  );
});
