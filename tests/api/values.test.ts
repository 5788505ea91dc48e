import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatTime,
  givenName,
  parseTime,
  timesFormatter,
  wholeNumber,
} from '../../lib/api/values.ts';

describe('a time', () => {
  test('of thousands is written like one alone', () => {
    const time = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
    const near = fc.tuple(time, fc.array(fc.integer({ min: -200_000, max: 200_000 })));
    fc.assert(
      fc.property(near, ([at, steps]) => {
        const format = timesFormatter();
        for (const one of [at, ...steps.map((step) => at + step)])
          expect(format(one)).toBe(formatTime(one));
      }),
    );
  });

  test('may carry any offset, and seconds may be left out', () => {
    expect(parseTime('2026-03-29T02:30:00+02:00')).toBe(Date.UTC(2026, 2, 29, 0, 30));
    expect(parseTime('2026-03-29T00:30Z')).toBe(Date.UTC(2026, 2, 29, 0, 30));
    expect(parseTime('2026-03-29t00:30:00.250z')).toBe(Date.UTC(2026, 2, 29, 0, 30, 0, 250));
  });

  test('survives a plus sign that nobody encoded', () => {
    expect(parseTime('2026-03-29T02:30:00 02:00')).toBe(Date.UTC(2026, 2, 29, 0, 30));
  });

  test('may be a leap second, which counts as the one after it', () => {
    const newYear = Date.UTC(2017, 0, 1);
    expect(parseTime('2016-12-31T23:59:60Z')).toBe(newYear);
    expect(parseTime('2016-12-31T23:59:60.250Z')).toBe(newYear + 250);
    expect(parseTime('2017-01-01T05:29:60+05:30')).toBe(newYear);
  });

  test.each([
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T12:00:60Z',
    '2016-12-31T23:59:60+01:00',
    '2016-12-31T23:59:61Z',
    '9999-12-31T23:59:60Z',
    '2026-01-01',
    'yesterday',
    '',
    '1767225600000',
    '2026-01-01T00:00:00',
    // In UTC, the year 10000 and the year before 1.
    '9999-12-31T23:59:59-23:59',
    '0001-01-01T00:00:00+23:59',
  ])('is not %j', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  test('that was written is read as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (at) => {
        expect(parseTime(formatTime(at))).toBe(at);
      }),
    );
  });

  test('is never half read, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const at = parseTime(text);
        expect(at === null || Number.isFinite(at)).toBe(true);
      }),
    );
  });
});

test('a whole number is digits within its range and nothing else', () => {
  const limit = wholeNumber(1, 100, '');
  expect(limit.parse('100')).toBe(100);
  for (const bad of ['0', '101', '1e2', '0x10', ' 5', '', '5.0', '9'.repeat(400), 'NaN']) {
    expect(limit.safeParse(bad).success).toBe(false);
  }
});

test('a name is trimmed and holds no control characters', () => {
  for (const bad of ['a\u009bb', 'a\u001bb', '\ud800', 'x\udc00'])
    expect(givenName.safeParse(bad).success).toBe(false);
  expect(givenName.parse('Küche 😀')).toBe('Küche 😀');
  expect(givenName.parse('  Küche ')).toBe('Küche');
  for (const bad of ['', '   ', 'a\0b', 'a\nb', 'x'.repeat(101)]) {
    expect(givenName.safeParse(bad).success).toBe(false);
  }
});
