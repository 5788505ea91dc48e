import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHistoryPlace, shift } from '../../lib/browser/history/history-range.ts';
import { timeTicks } from '../../lib/browser/history/time-ticks.ts';
import { screenOf } from '../../lib/browser/page/screens.ts';

test('every path is a screen or nowhere, whatever is in it', () => {
  expect(screenOf('/')).toEqual({ type: 'home' });
  expect(screenOf('/rooms/Living%20room')).toEqual({ type: 'room', room: 'Living room' });
  expect(screenOf('/rooms/%E0%A4%A')).toEqual({ type: 'nowhere' });
  expect(screenOf('/constructor')).toEqual({ type: 'nowhere' });
  fc.assert(fc.property(fc.string(), (path) => typeof screenOf(`/${path}`).type === 'string'));
});

test('the address of the history page is read leniently', () => {
  const query = new URLSearchParams('entity=a&entity=b&entity=a&range=7d&to=2026-01-02T00:00:00Z');
  expect(readHistoryPlace(query)).toEqual({
    entities: ['a', 'b'],
    range: '7d',
    to: Date.UTC(2026, 0, 2),
    view: 'chart',
  });
  expect(readHistoryPlace(new URLSearchParams('range=9y&to=tomorrow&view=pie'))).toEqual({
    entities: [],
    range: '24h',
    to: null,
    view: 'chart',
  });
});

test('a step forth ends at now, a step back always goes', () => {
  const now = Date.UTC(2026, 0, 10);
  const place = { entities: [], range: '24h', to: null, view: 'chart' } as const;
  const back = shift(place, -1, now);
  expect(back).toBe(now - 86_400_000);
  expect(shift({ ...place, to: back }, 1, now)).toBeNull();
});

test('a chart has a few ticks, all within its range', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300_000, max: 400 * 86_400_000 }), (span) => {
      const from = Date.UTC(2026, 5, 1);
      const ticks = timeTicks(from, from + span, 6);
      expect(ticks.length).toBeLessThanOrEqual(7);
      for (const at of ticks) expect(at >= from && at <= from + span).toBe(true);
    }),
  );
});
