import { expect, test } from 'vitest';
import { timeReader } from '../../../lib/domain/import/times.ts';

const HOUR = 3_600_000;
/** Two hours ahead in summer, one in winter, as in Berlin in 2026. */
const berlin = (at: number) =>
  at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1) ? 2 * HOUR : HOUR;
const read = timeReader(berlin);
const iso = (text: string, reader = read) => {
  const at = reader(text);
  return at === null ? null : new Date(at).toISOString();
};

test.each([
  ['2026-01-31T18:00:00Z', '2026-01-31T18:00:00.000Z'],
  ['2026-01-31T18:00:00.123456+01:00', '2026-01-31T17:00:00.123Z'],
  ['2026-07-31 18:00', '2026-07-31T16:00:00.000Z'],
  ['2026-07-31', '2026-07-30T22:00:00.000Z'],
  ['31.01.2026 18:00:05', '2026-01-31T17:00:05.000Z'],
  ['1769882400', '2026-01-31T18:00:00.000Z'],
  ['1769882400.25', '2026-01-31T18:00:00.250Z'],
  ['1769882400123', '2026-01-31T18:00:00.123Z'],
  ['1769882400123456', '2026-01-31T18:00:00.123Z'],
  ['1769882400123456789', '2026-01-31T18:00:00.123Z'],
])('%s is %s', (text, at) => expect(iso(text)).toBe(at));

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-01-31T25:00:00Z',
  '99999999999999999999',
  '01/02/2026',
])('%j is no time', (text) => expect(read(text)).toBeNull());

test('a format says how times are written, in either language', () => {
  for (const format of ['dd/MM/yyyy HH:mm', '%d/%m/%Y %H:%M']) {
    expect(iso('01/02/2026 18:30', timeReader(berlin, format))).toBe('2026-02-01T17:30:00.000Z');
    expect(timeReader(berlin, format)('2026-02-01')).toBeNull();
  }
  const american = timeReader(berlin, 'M/d/yy h:mm a');
  expect(iso('2/1/26 12:05 AM', american)).toBe('2026-01-31T23:05:00.000Z');
  expect(iso('2/1/26 6:30 PM', american)).toBe('2026-02-01T17:30:00.000Z');
  expect(() => timeReader(berlin, 'HH:mm')).toThrow(RangeError);
});
