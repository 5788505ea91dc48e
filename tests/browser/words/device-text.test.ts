import { expect, test } from 'vitest';
import { textProblem } from '../../../lib/browser/entity/text-problem.ts';
import { webLink } from '../../../lib/browser/entity/web-link.ts';
import { mergeHappenings } from '../../../lib/browser/store/happenings.ts';
import { choiceWords } from '../../../lib/browser/words/words.ts';

test('only addresses of the web are links', () => {
  expect(webLink('https://example.org/notes')).toBe('https://example.org/notes');
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc', 'notes', '', 7])
    expect(webLink(text)).toBeNull();
});

test('a text is held to its length and its pattern before it is sent', () => {
  expect(textProblem('a', { min: 2 })).toBe('At least 2 characters');
  expect(textProblem('😀😀', { max: 2 })).toBeNull();
  expect(textProblem('abcd', { max: 3 })).toBe('At most 3 characters');
  expect(textProblem('ABC', { pattern: '[a-z]+' })).toBe('The device takes another form of text');
  expect(textProblem('abc', { pattern: '[a-z]+' })).toBeNull();
});

test('a pattern that is broken, or could take for ever, judges nothing', () => {
  expect(textProblem('x', { pattern: '(' })).toBeNull();
  expect(textProblem(`${'a'.repeat(60)}!`, { pattern: '(a+)+' })).toBeNull();
});

test('names of machines are made readable, those of people are left alone', () => {
  expect(choiceWords('fire_flicker')).toBe('Fire flicker');
  expect(choiceWords('Cotton 60 °C')).toBe('Cotton 60 °C');
  expect(choiceWords('ECO')).toBe('ECO');
});

test('what was heard and recorded alike is told once, newest first', () => {
  const heard = [
    { at: 10_000, what: 'single' },
    { at: 10_400, what: 'single' },
  ];
  const recorded = [
    { at: 10_001, what: 'single' },
    { at: 2_000, what: 'double' },
  ];
  expect(mergeHappenings(heard, recorded).map(({ at }) => at)).toEqual([10_400, 10_000, 2_000]);
});
