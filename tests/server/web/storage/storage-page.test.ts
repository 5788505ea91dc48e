import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STORAGE_SORTS, type StoredSeriesOut } from '../../../../lib/api/storage.ts';
import { storagePage } from '../../../../lib/server/web/storage/page.ts';

const series = (entity: string, figure: number): StoredSeriesOut => ({
  entity,
  property: 'value',
  name: `Name ${figure % 3}`,
  room: null,
  kind: 'sensor',
  deviceClass: null,
  removed: false,
  readings: figure,
  bytes: figure,
  bytesPerReading: 1,
  firstAt: null,
  lastAt: null,
  readingsPerDay: figure / 7,
  bytesPerYear: 0,
  retention: { scope: null, rawDays: null, summaryDays: null },
});

test('a walk in any order and any step meets each series once, in that order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5), { maxLength: 20 }),
      fc.constantFrom(...STORAGE_SORTS),
      fc.integer({ min: 1, max: 7 }),
      (figures, sort, limit) => {
        const all = figures.map((figure, i) => series(`e${i}`, figure));
        const whole = storagePage(all, sort, 1_000, undefined);
        expect(whole.nextCursor).toBeNull();
        const walked: StoredSeriesOut[] = [];
        let cursor: string | undefined;
        do {
          const page = storagePage(all, sort, limit, cursor);
          walked.push(...page.items);
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(walked).toEqual(whole.items);
        expect(new Set(walked).size).toBe(all.length);
      },
    ),
  );
});

test('a walk goes on from where it was although that series is gone', () => {
  const all = [3, 2, 1].map((figure) => series(`e${figure}`, figure));
  const { nextCursor } = storagePage(all, 'bytes', 2, undefined);
  const rest = storagePage([all[0]!, all[2]!], 'bytes', 2, nextCursor!);
  expect(rest.items.map(({ entity }) => entity)).toEqual(['e1']);
});
