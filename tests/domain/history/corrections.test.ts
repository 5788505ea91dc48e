import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCorrector } from '../../../lib/domain/history/corrections.ts';
import { columnsOf, stretchesOf, type Told, toldOf } from './columns-of.ts';

test('a correction takes the place of its reading, or takes it away', () => {
  const correct = createCorrector([
    { at: 2, nth: 1, value: 20 },
    { at: 3, nth: 0, value: null },
    { at: 9, nth: 0, value: 1 },
  ]);
  const readings: Told[] = [
    [1, 1],
    [2, 2],
    [2, 85],
    [3, 3],
  ];
  expect(toldOf(correct(columnsOf(readings)))).toEqual([
    [1, 1],
    [2, 2],
    [2, 20],
  ]);
});

test('columns that no correction concerns stay what they are', () => {
  const columns = columnsOf([[1, 1]]);
  expect(createCorrector([{ at: 2, nth: 0, value: 1 }])(columns)).toBe(columns);
});

test('it finds its reading however the series is cut, and wherever it begins', () => {
  const times = fc.array(fc.nat(9), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(
      times,
      fc.nat(39),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(39),
      (at, which, n, skip) => {
        const sorted = at.sort((a, b) => a - b).map((time, i): Told => [time, i]);
        const target = sorted[which % sorted.length]!;
        const nthOf = (index: number) =>
          sorted.slice(0, index).filter(([time]) => time === sorted[index]![0]).length;
        const fix = { at: target[0], nth: nthOf(target[1]!), value: null };
        const begin = skip % sorted.length;
        const before = begin === 0 ? null : { at: sorted[begin - 1]![0], nth: nthOf(begin - 1) };
        const correct = createCorrector([fix], before);
        const kept = stretchesOf(sorted.slice(begin), n).flatMap((s) => toldOf(correct(s)));
        expect(kept).toEqual(sorted.slice(begin).filter((one) => one !== target));
      },
    ),
  );
});
