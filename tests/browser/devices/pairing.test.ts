import { expect, test } from 'vitest';
import { networkOf } from '../../../lib/browser/devices/bridges.ts';
import { type Joiner, joinWords, withEvent } from '../../../lib/browser/devices/pairing.ts';
import {
  isLegacyBridge,
  joinRequest,
  openUntil,
} from '../../../lib/browser/devices/permit-join.ts';
import type { BridgeEvent } from '../../../lib/domain/dialect/zigbee2mqtt/bridge-events.ts';

const about = (address: string) => ({ base: 'zigbee2mqtt', address, friendlyName: address });
const joined = (address: string): BridgeEvent => ({ ...about(address), type: 'device_joined' });
const interview = (
  address: string,
  status: 'started' | 'successful' | 'failed',
  supported: boolean | null = null,
): BridgeEvent => ({
  ...about(address),
  ...{ type: 'device_interview', status, supported },
  ...{ vendor: 'Tuya', model: 'TS011F', description: 'Plug' },
});
const after = (...events: readonly BridgeEvent[]) =>
  events.reduce<readonly Joiner[]>(withEvent, []);

test('a device goes from joined over its interview to ready', () => {
  const [address] = ['0xa'];
  expect(after(joined(address!))).toMatchObject([{ address, phase: 'joined', supported: null }]);
  const asked = after(joined(address!), interview(address!, 'started'));
  expect(asked).toMatchObject([{ phase: 'interviewing', description: null }]);
  const ready = after(joined(address!), interview(address!, 'successful', true));
  expect(ready).toMatchObject([{ phase: 'ready', vendor: 'Tuya', description: 'Plug' }]);
  expect(joinWords(ready[0]!)).toBe('Ready');
});

test('a model that nobody knows is told apart from one that failed', () => {
  const [unknown] = after(joined('0xa'), interview('0xa', 'successful', false));
  expect(joinWords(unknown!)).toMatch(/does not know this model/);
  const [failed] = after(joined('0xa'), interview('0xa', 'failed'));
  expect(joinWords(failed!)).toMatch(/failed/);
});

test('known devices that announce themselves after a power cut are no newcomers', () => {
  expect(after({ ...about('0xa'), type: 'device_announce' })).toEqual([]);
  expect(after({ ...about('0xa'), type: 'device_leave' })).toEqual([]);
  expect(after(joined('0xa'), { ...about('0xa'), type: 'device_leave' })).toMatchObject([
    { phase: 'left' },
  ]);
});

test('the newest comes first, and a device that joins again stays in its place', () => {
  const order = after(joined('0xa'), joined('0xb'), joined('0xa')).map(({ address }) => address);
  expect(order).toEqual(['0xb', '0xa']);
});

test('a network gone mad does not fill the page', () => {
  const many = Array.from({ length: 500 }, (_, i) => joined(`0x${i}`));
  expect(after(...many)).toHaveLength(50);
});

const NOW = 1_000_000;

test('a bridge tells until when it is open, in the words of either version', () => {
  expect(openUntil({ permit_join: true, permit_join_end: NOW + 9_000 }, NOW)).toBe(NOW + 9_000);
  expect(openUntil({ permit_join: true, permit_join_timeout: 60 }, NOW)).toBe(NOW + 60_000);
  expect(openUntil({ permit_join: true }, NOW)).toBe(NOW + 254_000);
  for (const closed of [
    { permit_join: false, permit_join_end: NOW + 9_000 },
    { permit_join: true, permit_join_end: NOW - 1 },
    { permit_join: 'yes' },
    null,
    'text',
  ])
    expect(openUntil(closed, NOW)).toBeNull();
  expect(openUntil({ permit_join: true, permit_join_end: 1e300 }, NOW)).toBe(NOW + 254_000);
});

test('a bridge of version 1 wants to be told yes as well as for how long', () => {
  expect(isLegacyBridge({ version: '1.42.0' })).toBe(true);
  expect(isLegacyBridge({ version: '2.1.0' })).toBe(false);
  const payloadOf = (seconds: number, legacy: boolean) =>
    JSON.parse(joinRequest('z', seconds, legacy, 't').payload);
  expect(payloadOf(254, true)).toEqual({ value: true, time: 254, transaction: 't' });
  expect(payloadOf(0, true)).toMatchObject({ value: false });
  expect(payloadOf(254, false)).toEqual({ time: 254, transaction: 't' });
  expect(payloadOf(0, false)).toEqual({ time: 0, transaction: 't' });
});

test('a device is in the network of the bridge that lists it', () => {
  const address = '0xa4c1380000000001';
  const identifiers = [address, `zigbee2mqtt_${address}`];
  expect(networkOf({ identifiers, definedBy: ['home/z2m/bridge/devices'] })).toEqual({
    ...{ base: 'home/z2m', address },
  });
  // The bridge itself is in no network that it could be taken out of.
  expect(networkOf({ identifiers, definedBy: ['z2m/bridge/info'] })).toBeNull();
  expect(networkOf({ identifiers: ['plug'], definedBy: ['z2m/bridge/devices'] })).toBeNull();
});
