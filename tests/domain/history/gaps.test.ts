import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  between,
  explain,
  silenceLimit,
  silences,
  usualInterval,
  withDamage,
} from '../../../lib/domain/history/gaps.ts';

const MINUTE = 60_000;
const at = (...minutes: number[]) => minutes.map((minute) => minute * MINUTE);
const span = (from: number, to: number) => ({ from: from * MINUTE, to: to * MINUTE });

describe('silence', () => {
  test('is three times the usual interval', () => {
    expect(silenceLimit(usualInterval(at(0, 5, 10, 15, 20, 25, 60)))).toBe(15 * MINUTE);
  });

  test('is an hour for a series without a habit, and never less than a minute', () => {
    expect(silenceLimit(usualInterval([]))).toBe(60 * MINUTE);
    expect(silenceLimit(usualInterval([0, 100, 200, 300, 400]))).toBe(MINUTE);
  });

  test('lies between readings, after the last, and before the first if there was one earlier', () => {
    const heard = { from: at(10, 15, 40), to: at(10, 15, 40) };
    const limit = 15 * MINUTE;
    expect(silences(heard, span(0, 60), -20 * MINUTE, limit)).toEqual([
      span(0, 10),
      span(15, 40),
      span(40, 60),
    ]);
    expect(silences(heard, span(0, 60), null, limit)).toEqual([span(15, 40), span(40, 60)]);
    expect(silences({ from: [], to: [] }, span(0, 60), null, limit)).toEqual([]);
  });

  test('lies between the buckets that hold readings, however wide they are, and never within', () => {
    const heard = { from: at(0, 60, 180, 200), to: at(60, 120, 300, 240) };
    expect(silences(heard, span(0, 360), null, 15 * MINUTE)).toEqual([
      span(120, 180),
      span(300, 360),
    ]);
    const within = { from: at(60), to: at(120) };
    expect(silences(within, span(70, 110), -20 * MINUTE, 15 * MINUTE)).toEqual([]);
  });
});

describe('the reason of a silence', () => {
  const limit = 10 * MINUTE;

  test('is the sensor when nothing else explains it', () => {
    expect(explain([span(0, 30)], [], [], limit)).toEqual([
      { ...span(0, 30), reason: 'sensor_silent' },
    ]);
  });

  test('is the absence of the recorder before that of the sensor', () => {
    expect(explain([span(0, 60)], [span(5, 20)], [span(10, 55)], limit)).toEqual([
      { ...span(5, 20), reason: 'recorder_down' },
      { ...span(20, 55), reason: 'sensor_offline' },
    ]);
  });

  test('is told of a short silence too, if it is known', () => {
    expect(explain([span(0, 2), span(4, 6)], [], [span(5, 60)], limit)).toEqual([
      { ...span(5, 6), reason: 'sensor_offline' },
    ]);
  });

  test('changes where what is unexplained is long', () => {
    expect(explain([span(0, 60)], [span(0, 20)], [], limit)).toEqual([
      { ...span(0, 20), reason: 'recorder_down' },
      { ...span(20, 60), reason: 'sensor_silent' },
    ]);
  });
});

test('spans and what lies between them tile the range', () => {
  const spans = fc.array(
    fc.tuple(fc.integer({ min: -10, max: 110 }), fc.integer({ min: 1, max: 40 })),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(spans, (pairs) => {
      const given = pairs.map(([from, length]) => ({ from, to: from + length }));
      const rest = between(given, { from: 0, to: 100 });
      for (let t = 0; t < 100; t++) {
        const covered = given.some((s) => s.from <= t && t < s.to);
        expect(rest.some((s) => s.from <= t && t < s.to)).toBe(!covered);
      }
    }),
  );
});

test('what is damaged is a gap for that reason alone, and others stay around it', () => {
  const silent = { ...span(10, 60), reason: 'sensor_silent' as const };
  expect(withDamage([silent], [])).toEqual([silent]);
  expect(withDamage([silent], [span(0, 5), span(20, 30), span(30, 40)])).toEqual([
    { ...span(0, 5), reason: 'damaged' },
    { ...span(10, 20), reason: 'sensor_silent' },
    { ...span(20, 40), reason: 'damaged' },
    { ...span(40, 60), reason: 'sensor_silent' },
  ]);
});
