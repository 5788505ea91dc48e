import { expect, test } from 'vitest';
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
