import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { binaryWord } from '../../../lib/browser/words/binary-words.ts';
import {
  formatAge,
  formatMoment,
  formatReading,
  formatSecond,
  formatSpan,
} from '../../../lib/browser/words/format.ts';
import { valueWords } from '../../../lib/browser/words/words.ts';

test('temperatures are said to a tenth, other readings to a hundredth at most', () => {
  expect(formatReading(19.25, '°C')).toBe('19.3');
  expect(formatReading(352.536, 'kWh')).toBe('352.54');
  expect(formatReading(420, 'lx')).toBe('420');
  expect(formatReading(0.0004, 'm³')).toBe('0.000400');
});

test('any finite number is some text, and a number that is none is a dash', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(formatReading(value, null)).toMatch(/\d/);
    }),
  );
  expect(formatReading(Number.NaN, null)).toBe('—');
});

test('a tiny reading has the decimal sign of the locale, like all others', async () => {
  const { NumberFormat } = Intl;
  vi.spyOn(Intl, 'NumberFormat').mockImplementation(function german(_locales, options) {
    return new NumberFormat('de', options);
  } as typeof NumberFormat);
  vi.resetModules();
  const german = await import('../../../lib/browser/words/format.ts');
  expect(german.formatReading(0.25, 'm³')).toBe('0,25');
  expect(german.formatReading(0.0004, 'm³')).toBe('0,000400');
  vi.restoreAllMocks();
});

test('a moment of another year says which', () => {
  const now = new Date(2031, 4, 8, 12).getTime();
  const lastYear = new Date(2030, 4, 8, 12).getTime();
  expect(formatMoment(lastYear, now)).toContain('2030');
  expect(formatSecond(lastYear, now)).toContain('2030');
  const lastWeek = new Date(2031, 4, 1, 12).getTime();
  expect(formatMoment(lastWeek, now)).not.toContain('2031');
  expect(formatSecond(lastWeek, now)).not.toContain('2031');
});

test('an age is one unit, rounded down, and the future is now', () => {
  expect(formatAge(-5_000)).toBe('just now');
  expect(formatAge(42.9 * 60_000)).toBe('42 min ago');
  expect(formatSpan(3 * 3_600_000)).toBe('3 h');
  expect(formatSpan(50 * 3_600_000)).toBe('2 d');
});

test('on and off mean what the class says, and a class nobody knows means on and off', () => {
  expect(binaryWord('door', true)).toBe('Open');
  expect(binaryWord('moisture', false)).toBe('Dry');
  expect(binaryWord('constructor', true)).toBe('On');
  expect(binaryWord(null, false)).toBe('Off');
});

test('every value has words', () => {
  expect(valueWords(null, 'W')).toBe('—');
  expect(valueWords(true, null)).toBe('On');
  expect(valueWords([120, 50], null)).toBe('120, 50');
  expect(valueWords('<b>', null)).toBe('<b>');
  expect(valueWords(21.04, '°C')).toBe('21 °C');
});
