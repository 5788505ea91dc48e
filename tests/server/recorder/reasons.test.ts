import { expect, test } from 'vitest';
import { reasonNamer } from '../../../lib/server/recorder/reasons.ts';

test('the same mistake is one counter, whatever the message said', () => {
  const name = reasonNamer();
  expect(name('"warm" is not a number')).toBe('ignored: "…" is not a number');
  expect(name('"very warm" is not a number')).toBe('ignored: "…" is not a number');
});

test('a flood of reasons makes a bounded number of counters', () => {
  const name = reasonNamer();
  const names = new Set<string>();
  for (let i = 0; i < 20_000; i++) {
    names.add(name(`reason number ${i}`));
    names.add(name(`word ${i.toString(26).replace(/\d/g, 'x')} of ${'y'.repeat(i % 300)}`));
  }
  expect(names.size).toBeLessThanOrEqual(502);
  expect(names).toContain('ignored: other reasons');
});
