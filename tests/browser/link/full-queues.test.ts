import { expect, test } from 'vitest';
import { readFullQueues, wordsOf } from '../../../lib/browser/link/full-queues.ts';

const said = (value: unknown) => readFullQueues(Buffer.from(JSON.stringify(value)));
const phone = { client: 'phone', username: 'phone-1', online: false, endsInMinutes: 42 };

test('a full queue names its client and what to do', () => {
  expect(said([phone])).toEqual([phone]);
  expect(wordsOf(phone).matter).toBe(
    '“phone” is away and its queue is full: what it listens to is held back.',
  );
  expect(wordsOf(phone).advice).toBe(
    'Connect it again, or remove its access (phone-1) under More → People & devices. Otherwise its queue is dropped in 42 min.',
  );
  expect(wordsOf({ ...phone, username: '', online: true }).advice).toBe(
    'See what keeps it busy. Otherwise its queue is dropped in 42 min.',
  );
});

test('what is no list of full queues is none', () => {
  expect(readFullQueues(Buffer.from('no json'))).toEqual([]);
  expect(said({})).toEqual([]);
  expect(said([null, 1, {}, { ...phone, client: 1 }, { ...phone, endsInMinutes: 'soon' }])).toEqual(
    [],
  );
});
