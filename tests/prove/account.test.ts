import { expect, test } from 'vitest';
import { accountOf, NOTHING, together } from '@/prove/account.ts';
import { holds } from '@/prove/proof.ts';

const finding = (acknowledged: number[], stored: number[], faults: string[] = []) => ({
  about: 'a test',
  account: accountOf(acknowledged, stored),
  faults,
});

test('what was stored without an acknowledgement is no fault', () => {
  expect(accountOf([1, 3], [1, 2, 3, 4])).toEqual({ ...NOTHING, acknowledged: 2, stored: 4 });
  expect(holds(finding([1, 3], [1, 2, 3, 4]))).toBe(true);
});

test.each([
  ['missing', [1, 2, 3], [1, 3], { missing: 1 }],
  ['doubled', [1, 2, 3], [1, 2, 2, 3], { duplicate: 1 }],
  ['out of order', [1, 2, 3], [1, 3, 2], { outOfOrder: 1 }],
])('what is %s is counted and does not hold', (_, acknowledged, stored, expected) => {
  expect(accountOf(acknowledged, stored)).toMatchObject(expected);
  expect(holds(finding(acknowledged, stored))).toBe(false);
});

test('a run in which nothing was acknowledged proves nothing', () => {
  expect(holds(finding([], []))).toBe(false);
});

test('a broken promise beside the account does not hold either', () => {
  expect(holds(finding([1], [1], ['it took too long']))).toBe(false);
});

test('accounts of several series add up', () => {
  const sum = together([accountOf([1], []), accountOf([1], [1, 1])]);
  expect(sum).toEqual({ acknowledged: 2, stored: 2, missing: 1, duplicate: 1, outOfOrder: 0 });
});
