import { expect, test } from 'vitest';
import { askBridge, BridgeError } from '../../../lib/browser/devices/ask-bridge.ts';
import { listeners } from '../../../lib/browser/store/listeners.ts';
import type { Message, Publish } from '../../../lib/domain/dialect/message.ts';
import { encodeUtf8 } from '../../../lib/domain/dialect/utf8.ts';
import { rename } from '../../../lib/domain/dialect/zigbee2mqtt/bridge-requests.ts';
import { manualTimers } from '../support/timers.ts';

/** A link whose other end answers as `answer` says; it counts what is left open. */
function setUp(answer: (request: Publish) => object | null) {
  const heard = listeners<[Message]>();
  const timers = manualTimers();
  const open = { watches: 0, listeners: 0 };
  const sent: Publish[] = [];
  const link = {
    watch() {
      open.watches += 1;
      return () => {
        open.watches -= 1;
      };
    },
    onMessage(listener: (message: Message) => void) {
      open.listeners += 1;
      const remove = heard.add(listener);
      return () => {
        open.listeners -= 1;
        remove();
      };
    },
    async publish(message: Publish) {
      sent.push(message);
      const response = answer(message);
      if (response) say('zigbee2mqtt/bridge/response/device/rename', response);
    },
  };
  const say = (topic: string, payload: object) =>
    heard.emit({ topic, payload: encodeUtf8(JSON.stringify(payload)), retain: false, at: 0 });
  const ask = () => {
    const asked = askBridge({ link, timers, random: () => 0.5 }, 'zigbee2mqtt', (transaction) =>
      rename('zigbee2mqtt', '0xa', 'Lamp', transaction),
    );
    asked.catch(() => {});
    timers.pass(1);
    return asked;
  };
  return { ask, timers, open, sent };
}

const transactionOf = ({ payload }: Publish) => JSON.parse(payload).transaction as string;
const ok = (request: Publish) => ({
  ...{ status: 'ok', data: { from: '0xa', to: 'Lamp' } },
  transaction: transactionOf(request),
});

test('the answer to this very request is given back, and nothing is left open', async () => {
  const { ask, open } = setUp(ok);
  expect(await ask()).toMatchObject({ error: null, data: { to: 'Lamp' } });
  expect(open).toEqual({ watches: 0, listeners: 0 });
});

test('a refusal is told in the words of the bridge', async () => {
  const { ask } = setUp((request) => ({
    ...{ status: 'error', error: "friendly_name 'Lamp' is already in use", data: {} },
    transaction: transactionOf(request),
  }));
  await expect(ask()).rejects.toThrow(/already in use/);
});

test('answers to others are not taken for ours, and silence ends', async () => {
  const { ask, timers, open } = setUp((request) => ({ ...ok(request), transaction: 'another' }));
  const asked = ask();
  await Promise.resolve();
  timers.pass(20_000);
  await expect(asked).rejects.toBeInstanceOf(BridgeError);
  expect(open).toEqual({ watches: 0, listeners: 0 });
});

test('what cannot be published is told as it is', async () => {
  const { ask, open } = setUp(() => {
    throw new Error('offline');
  });
  await expect(ask()).rejects.toThrow('offline');
  expect(open).toEqual({ watches: 0, listeners: 0 });
});
