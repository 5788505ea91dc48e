import { expect, test } from 'vitest';
import {
  type HistoryPlace,
  readHistoryCursor,
  writeHistoryCursor,
} from '../../../../lib/server/web/history/cursor.ts';
import { encodeCursor } from '../../../../lib/server/web/http/page.ts';

const AT = Date.UTC(2026, 0, 31);

test.each<HistoryPlace>([
  { type: 'raw', after: { at: AT, nth: 1 } },
  { type: 'raw', after: { at: -1, nth: 40_000 } },
  { type: 'buckets', resolution: '1mo', from: AT },
])('a cursor is read as it was written: %j', (place) => {
  expect(readHistoryCursor(writeHistoryCursor(place))).toEqual(place);
});

test.each([
  `raw ${AT} 0`,
  `raw ${AT} -3`,
  `raw ${AT} 1.5`,
  `raw ${AT}`,
  `raw ${AT} 1 1`,
  'raw  1',
  'raw 0x10 1',
  '1h 1e3',
  '1h',
  `1y ${AT}`,
  'raw 9007199254740993 1',
])('what nobody wrote is no cursor: %s', (text) => {
  expect(() => readHistoryCursor(encodeCursor(text))).toThrow('cursor');
});
