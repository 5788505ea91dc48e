import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RetentionOut } from '../../../lib/api/retention.ts';
import type { StoredSeriesOut } from '../../../lib/api/storage.ts';
import { growthPath } from '../../../lib/browser/storage/growth-path.ts';
import {
  choiceOf,
  daysOf,
  policyOfScope,
  policyWithout,
  rawChoices,
  scopeChoices,
  summaryChoices,
  withRaw,
} from '../../../lib/browser/storage/keep-choices.ts';
import { searchStored, sortStored, storedEntities } from '../../../lib/browser/storage/list.ts';
import {
  basisWords,
  daysWords,
  formatMany,
  formatSize,
  paceWords,
  policyWords,
  roomWords,
  scopeWords,
  sizeParts,
  troubleDetail,
  troubleWords,
} from '../../../lib/browser/storage/words.ts';
import { formatDate } from '../../../lib/browser/words/format.ts';
import { FOR_EVER, policyObjection } from '../../../lib/domain/history/retention.ts';

const series = (entity: string, more: Partial<StoredSeriesOut> = {}): StoredSeriesOut => ({
  entity,
  property: 'value',
  name: entity,
  room: null,
  kind: 'sensor',
  deviceClass: 'temperature',
  removed: false,
  readings: 100,
  bytes: 200,
  bytesPerReading: 2,
  firstAt: '2026-01-01T00:00:00.000Z',
  lastAt: '2026-02-01T00:00:00.000Z',
  readingsPerDay: 10,
  bytesPerYear: 7_300,
  retention: { scope: null, rawDays: null, summaryDays: null },
  ...more,
});
const policy = (scope: string, rawDays: number | null, summaryDays: number | null = null) =>
  ({ scope, rawDays, summaryDays }) as RetentionOut;

describe('sizes and spans in words', () => {
  test.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_240, '1.24 kB'],
    [999_600, '1 MB'],
    [31_540_000, '31.5 MB'],
    [1_234_000_000, '1.23 GB'],
    [5e15, '5,000 TB'],
  ])('%d bytes are %s', (bytes, words) => expect(formatSize(bytes)).toBe(words));

  test('a size comes apart into figure and unit', () => {
    expect(sizeParts(1_234_000_000)).toEqual({ value: '1.23', unit: 'GB' });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), (bytes) => {
        const { value, unit } = sizeParts(bytes);
        expect(value.replace(/[.,]/g, '').length).toBeLessThanOrEqual(4);
        expect(unit).not.toBe('');
      }),
    );
  });

  test('days, paces and counts', () => {
    expect([7, 30, 365, 366, 730, 3_652].map(daysWords)).toEqual([
      '7 days',
      '30 days',
      '1 year',
      '1 year',
      '2 years',
      '10 years',
    ]);
    expect([8_640, 1, 0.5, 0.01, 0].map(paceWords)).toEqual([
      '8,640 a day',
      '1 a day',
      '4 a week',
      'now and then',
      'nothing new',
    ]);
    expect([99_999, 31_540_000].map(formatMany)).toEqual(['99,999', '31.54M']);
    expect([7, 2, 0.1, 0.001].map(basisWords)).toEqual([
      'At the pace of the last 7 days',
      'A guess from only 2 days of readings',
      'A guess from only 2 hours of readings',
      'A guess from only 1 minute of readings',
    ]);
  });

  test('policies and whom they are for', () => {
    expect(policyWords(FOR_EVER)).toBe('Every reading, for ever');
    expect(policyWords(policy('home', 30))).toMatch(/30 days, then hourly statistics for ever/);
    expect(policyWords(policy('home', 30, 365))).toMatch(/statistics for 1 year/);
    expect(policyWords(policy('home', 30, 30))).toMatch(/then nothing/);
    const name = (id: string) => `<${id}>`;
    expect(scopeWords('home', name)).toBe('The whole home');
    expect(scopeWords('class:sensor/temperature', name)).toBe('All temperature sensors');
    expect(scopeWords('class:switch', name)).toBe('All switches');
    expect(scopeWords('class:notify', name)).toBe('All receivers of messages');
    expect(scopeWords('class:structured', name)).toBe('All structured values');
    expect(scopeWords('entity:a', name)).toBe('<a>');
  });
});

describe('the list of what is stored', () => {
  const all = storedEntities([
    series('light.hall', { property: 'on', kind: 'light', deviceClass: null, bytes: 50 }),
    series('sensor.küche', { name: 'Küche warm', room: 'Küche', bytes: 120, readings: 9 }),
    series('light.hall', { property: 'brightness', kind: 'light', bytes: 100, firstAt: null }),
  ]);

  test('has one line for each entity, of all its series', () => {
    expect(all.map(({ id, bytes, readings }) => [id, bytes, readings])).toEqual([
      ['light.hall', 150, 200],
      ['sensor.küche', 120, 9],
    ]);
    expect(all[0]!.series.map(({ property }) => property)).toEqual(['brightness', 'on']);
  });

  test('is sorted and searched', () => {
    const ids = (list: typeof all) => list.map(({ id }) => id);
    expect(ids(sortStored(all, 'bytes'))).toEqual(['light.hall', 'sensor.küche']);
    expect(ids(sortStored(all, 'name'))).toEqual(['sensor.küche', 'light.hall']);
    expect(ids(searchStored(all, 'kuche'))).toEqual(['sensor.küche']);
    expect(ids(searchStored(all, 'light hall'))).toEqual(['light.hall']);
    expect(searchStored(all, 'attic')).toEqual([]);
    expect(searchStored(all, '  ')).toBe(all);
  });
});

describe('the choices of how long', () => {
  test('go from for ever downwards and have what holds now among them', () => {
    expect(rawChoices(45)).toEqual(['ever', '3652', '1826', '730', '365', '90', '45', '30', '7']);
    expect(summaryChoices(365, null)).toEqual(['ever', '3652', '1826', '730', '365']);
    expect(rawChoices(null).map(daysOf).map(choiceOf)).toEqual(rawChoices(null));
  });

  test('never make a policy that is none', () => {
    const days = fc.option(fc.integer({ min: 1, max: 4_000 }), { nil: null });
    fc.assert(
      fc.property(days, days, (rawDays, summaryDays) => {
        const made = withRaw(rawDays, { rawDays: null, summaryDays });
        expect(policyObjection(made)).toBeNull();
        if (made.rawDays === null) return;
        for (const choice of summaryChoices(made.rawDays, made.summaryDays))
          expect(policyObjection({ ...made, summaryDays: daysOf(choice) })).toBeNull();
      }),
    );
  });

  test('are for one, its like, or everything', () => {
    const hall = storedEntities([series('sensor.hall')]);
    expect(scopeChoices('entity:sensor.hall', hall)).toEqual([
      'entity:sensor.hall',
      'class:sensor/temperature',
      'home',
    ]);
    expect(scopeChoices('home', hall)).toEqual([
      'home',
      'class:sensor',
      'class:sensor/temperature',
    ]);
    expect(scopeChoices('entity:gone', hall)).toEqual(['entity:gone', 'home']);
  });

  test('begin with what holds, and know what would hold without it', () => {
    const policies = [policy('home', 730), policy('class:sensor', 90), policy('entity:a', 7)];
    const a = { id: 'a', kind: 'sensor', deviceClass: 'power' } as const;
    expect(policyOfScope('entity:a', policies, a).rawDays).toBe(7);
    expect(policyWithout('entity:a', policies, a).rawDays).toBe(90);
    expect(policyOfScope('class:sensor/power', policies, a).rawDays).toBe(90);
    expect(policyWithout('class:sensor', policies, null).rawDays).toBe(730);
    expect(policyWithout('home', policies, null)).toEqual(FOR_EVER);
    expect(policyOfScope('class:light', policies, null).rawDays).toBe(730);
  });
});

describe('the drawing of growth', () => {
  test('goes from the left edge to the right, now in between', () => {
    const path = growthPath(
      [
        ['2025-01-01T00:00:00.000Z', 0],
        ['2026-01-01T00:00:00.000Z', 100],
        ['2027-01-01T00:00:00.000Z', 200],
      ],
      Date.parse('2026-01-01T00:00:00Z'),
    )!;
    expect(path.pastLine).toBe('M0 100L50 54');
    expect(path.nextLine).toBe('M50 54L100 8');
    expect(path.nowAt).toBe(50);
  });

  test('is left out where there is nothing to draw', () => {
    expect(growthPath([], 0)).toBeNull();
    expect(growthPath([['2026-01-01T00:00:00.000Z', 5]], 0)).toBeNull();
  });
});

describe('the disk', () => {
  test('what is free inside the file is told where it is worth telling', () => {
    const free = 2_000_000_000;
    expect(roomWords({ freeBytes: free, reusableBytes: null })).toBe(`${formatSize(free)} free`);
    expect(roomWords({ freeBytes: free, reusableBytes: 4_096 })).toBe(`${formatSize(free)} free`);
    expect(roomWords({ freeBytes: null, reusableBytes: 50_000_000 })).toBe(
      `On another machine; ${formatSize(50_000_000)} of it is empty and used first`,
    );
  });

  test('its troubles are counted in words', () => {
    expect(troubleWords({ type: 'damaged', count: 1 }).title).toMatch(/^1 stretch of/);
    expect(troubleWords({ type: 'not_packed', count: 3 }).title).toMatch(/failed 3 times$/);
  });

  test('when the readings were, in the words of the page', () => {
    const from = Date.UTC(2026, 10, 16, 19, 7, 54, 138);
    const what = (time: string) => `sensor.attic value, 4096 readings from ${time} to ${time}`;
    expect(troubleDetail(what(new Date(from).toISOString()))).toBe(what(formatDate(from)));
  });
});
