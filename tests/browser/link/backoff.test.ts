import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '../../../lib/browser/link/backoff.ts';

const attempts = fc.integer({ min: 0, max: 1_000 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('the wait lies anywhere between nothing and a ceiling of 0.5 s that doubles up to 30 s', () => {
  fc.assert(
    fc.property(attempts, chance, (attempt, random) => {
      const ceiling = Math.min(30_000, 500 * 2 ** Math.min(attempt, 30));
      const wait = backoffMs(attempt, random);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(ceiling);
      expect(wait).toBe(Math.round(ceiling * random));
    }),
  );
});

test('500 clients whose broker was away for two minutes are back within 30 s, at most 60 a second', () => {
  // A fixed generator: the test must not fail by chance.
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  const outageMs = 120_000;
  const perSecond = new Map<number, number>();
  for (let client = 0; client < 500; client += 1) {
    let at = 0;
    for (let attempt = 0; at < outageMs; attempt += 1)
      at += Math.max(1, backoffMs(attempt, random()));
    const second = Math.floor((at - outageMs) / 1_000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  expect(Math.max(...perSecond.keys())).toBeLessThanOrEqual(30);
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(60);
});
