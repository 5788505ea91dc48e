import { afterEach, expect, test } from 'vitest';
import { endUndo, offerUndo, undoLast } from '../../../lib/browser/store/undo.ts';

afterEach(() => {
  while (undoLast());
});

test('what is offered is taken back once', () => {
  let undone = 0;
  offerUndo({ words: '2 lights off', undo: () => undone++ });
  expect(undoLast()).toBe(true);
  expect(undoLast()).toBe(false);
  expect(undone).toBe(1);
});

test('a later offer takes the place of an earlier, whose end does not end it', () => {
  const seen: string[] = [];
  const first = { words: 'first', undo: () => seen.push('first') };
  offerUndo(first);
  offerUndo({ words: 'second', undo: () => seen.push('second') });
  endUndo(first);
  expect(undoLast()).toBe(true);
  expect(seen).toEqual(['second']);
});

test('an offer that ended is gone', () => {
  const offer = { words: 'gone', undo: () => {} };
  offerUndo(offer);
  endUndo(offer);
  expect(undoLast()).toBe(false);
});
