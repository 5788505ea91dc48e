import { describe, expect, test } from 'vitest';
import { deliveryLog } from '../../../lib/server/recorder/deliveries.ts';

const delivery = (packetId: number, text: string, dup = false) => ({
  packetId,
  dup,
  topic: 'sensors/hall/temperature',
  payload: Buffer.from(text),
});

test('what is repeated is known, also thousands of deliveries later and after a restart', () => {
  const first = deliveryLog([]);
  for (let id = 1; id <= 5_000; id++) {
    expect(first.isRepeated(delivery(id, `${id}`))).toBe(false);
  }
  const after = deliveryLog(first.drain());
  for (let id = 1; id <= 5_000; id++) {
    expect(after.isRepeated(delivery(id, `${id}`, true))).toBe(true);
  }
});

test('a packet id that is used again is a new delivery, unless the very same is repeated', () => {
  const log = deliveryLog([]);
  log.isRepeated(delivery(1, '20'));
  expect(log.isRepeated(delivery(1, '20'))).toBe(false);
  expect(log.isRepeated(delivery(1, '21', true))).toBe(false);
  expect(log.isRepeated(delivery(1, '21', true))).toBe(true);
});

test('after all packet ids have been used the same words are a new delivery', () => {
  const log = deliveryLog([]);
  for (let id = 1; id <= 65_535; id++) log.isRepeated(delivery(id, 'on'));
  expect(log.isRepeated(delivery(1, 'on', true))).toBe(false);
});

test('with a new session nothing is a repetition', () => {
  const log = deliveryLog([]);
  log.isRepeated(delivery(1, '20'));
  log.forget();
  expect(log.isRepeated(delivery(1, '20', true))).toBe(false);
  expect(log.drain()).toHaveLength(1);
});

describe('a broker whose packet ids begin anew with each connection', () => {
  const taken = (log: ReturnType<typeof deliveryLog>, from: number, to: number) => {
    for (let id = from; id <= to; id++)
      expect(log.isRepeated(delivery(id, `value ${id}`))).toBe(false);
  };

  test('repeats the end of what was taken in, and goes on with what never arrived', () => {
    const log = deliveryLog([]);
    taken(log, 1, 20);
    log.reconnected();
    for (let i = 1; i <= 8; i++)
      expect(log.isRepeated(delivery(i, `value ${12 + i}`, true)), `${i}`).toBe(true);
    expect(log.isRepeated(delivery(9, 'value 21', true))).toBe(false);
    expect(log.isRepeated(delivery(10, 'value 22'))).toBe(false);
    log.reconnected();
    expect(log.isRepeated(delivery(1, 'value 21', true))).toBe(true);
    expect(log.isRepeated(delivery(2, 'value 22', true))).toBe(true);
    expect(log.isRepeated(delivery(3, 'value 23', true))).toBe(false);
  });

  test('is understood after a restart of the recorder too', () => {
    const before = deliveryLog([]);
    taken(before, 1, 20);
    const after = deliveryLog(before.drain());
    after.reconnected();
    expect(after.isRepeated(delivery(1, 'value 19', true))).toBe(true);
    expect(after.isRepeated(delivery(2, 'value 20', true))).toBe(true);
    expect(after.isRepeated(delivery(3, 'value 21', true))).toBe(false);
  });

  test('may repeat the same words: what is in the order of before is a repetition', () => {
    const log = deliveryLog([]);
    const words = ['on', 'off', 'on', 'dim', 'on'];
    for (const [i, word] of words.entries()) log.isRepeated(delivery(i + 1, word));
    log.reconnected();
    expect(log.isRepeated(delivery(1, 'off', true))).toBe(true);
    expect(log.isRepeated(delivery(2, 'on', true))).toBe(true);
    expect(log.isRepeated(delivery(3, 'dim', true))).toBe(true);
    expect(log.isRepeated(delivery(4, 'on', true))).toBe(true);
    expect(log.isRepeated(delivery(5, 'off', true))).toBe(false);
  });
});

test('a broker that keeps its packet ids is believed by them, also where the words are the same', () => {
  const log = deliveryLog([]);
  for (let id = 1; id <= 20; id++) log.isRepeated(delivery(id, 'on'));
  log.reconnected();
  expect(log.isRepeated(delivery(20, 'on', true))).toBe(true);
  expect(log.isRepeated(delivery(21, 'on', true))).toBe(false);
});
