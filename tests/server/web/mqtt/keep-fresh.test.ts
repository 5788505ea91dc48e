import { expect, test } from 'vitest';
import { keepFresh } from '../../../../lib/server/web/keep-fresh.ts';

/** Something to look up whose clock and answers a test holds in its hand. */
function slow() {
  const state = { now: 0, looks: 0 };
  const pending: { resolve: (n: number) => void; reject: (error: Error) => void }[] = [];
  const kept = keepFresh(
    () => {
      state.looks += 1;
      return new Promise<number>((resolve, reject) => pending.push({ resolve, reject }));
    },
    1_000,
    () => state.now,
  );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { state, pending, kept, settle };
}

test('many who ask at once are one look', async () => {
  const { state, pending, kept } = slow();
  const all = [kept.read(), kept.read(), kept.read()];
  pending[0]!.resolve(7);
  expect(await Promise.all(all)).toEqual([7, 7, 7]);
  expect(state.looks).toBe(1);
});

test('an answer that is old is given at once, and renewed behind that', async () => {
  const { state, pending, kept, settle } = slow();
  const first = kept.read();
  pending[0]!.resolve(1);
  await first;
  state.now = 900;
  expect(await kept.read()).toBe(1);
  expect(state.looks).toBe(1);
  state.now = 1_500;
  expect(await kept.read()).toBe(1);
  expect(state.looks).toBe(2);
  pending[1]!.resolve(2);
  await settle();
  expect(await kept.read()).toBe(2);
});

test('what took long is looked up seldom', async () => {
  const { state, pending, kept, settle } = slow();
  const first = kept.read();
  state.now = 400;
  pending[0]!.resolve(1);
  await first;
  await settle();
  state.now = 15_000;
  await kept.read();
  expect(state.looks).toBe(1);
  state.now = 25_000;
  await kept.read();
  expect(state.looks).toBe(2);
});

test('what nobody asked for in a long time is waited for', async () => {
  const { state, pending, kept } = slow();
  const first = kept.read();
  pending[0]!.resolve(1);
  await first;
  state.now = 1e9;
  const second = kept.read();
  pending[1]!.resolve(2);
  expect(await second).toBe(2);
});

test('a failure is told to those who wait, and tried again', async () => {
  const { state, pending, kept } = slow();
  const first = kept.read();
  pending[0]!.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  const second = kept.read();
  pending[1]!.resolve(3);
  expect(await second).toBe(3);
  // Behind an answer it is nobody's failure.
  state.now = 2_000;
  expect(await kept.read()).toBe(3);
  pending[2]!.reject(new Error('away'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(await kept.read()).toBe(3);
});

test('what is forgotten is not brought back by a look that was under way', async () => {
  const { pending, kept } = slow();
  const first = kept.read();
  kept.forget();
  const second = kept.read();
  pending[1]!.resolve(2);
  expect(await second).toBe(2);
  pending[0]!.resolve(1);
  expect(await first).toBe(1);
  expect(await kept.read()).toBe(2);
});
