import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DIALECTS } from '../../lib/domain/dialect/dialects.ts';
import { createHome } from '../../lib/domain/entity/create-home.ts';
import { devicesOf } from '../../simulator/flat.ts';
import { DAY } from '../../simulator/house/clock.ts';
import { createHouse } from '../../simulator/house/house.ts';
import { ROOMS } from '../../simulator/house/people.ts';
import { pastUpdates } from '../../simulator/past-updates.ts';

const from = Date.UTC(2026, 2, 27);
const span = { from, to: from + 5 * DAY };

/** A fingerprint of everything the home did, and how much that was. */
function past(seed: number): { hash: string; count: number } {
  const house = createHouse(seed, 'Europe/Berlin');
  const hash = createHash('sha256');
  let count = 0;
  for (const device of devicesOf(house)) {
    for (const { updates } of pastUpdates(device, house, span, 1_000)) {
      count += updates.length;
      hash.update(JSON.stringify(updates));
    }
  }
  return { hash: hash.digest('hex'), count };
}

test('the same seed tells the same past, another seed another one', () => {
  const once = past(1);
  expect(once.count).toBeGreaterThan(10_000);
  expect(past(1)).toEqual(once);
  expect(past(2).hash).not.toBe(once.hash);
});

test('the past is told in order of time, within its span, by entities the home knows', () => {
  const house = createHouse(1, 'Europe/Berlin');
  for (const device of devicesOf(house)) {
    const latest = new Map<string, number>();
    for (const { home, updates } of pastUpdates(device, house, span, 1_000)) {
      for (const { entityId, property, at } of updates) {
        expect(home.entity(entityId)).toBeDefined();
        expect(at).toBeGreaterThanOrEqual(span.from);
        expect(at).toBeLessThan(span.to + DAY);
        const key = `${entityId} ${property}`;
        expect(at).toBeGreaterThanOrEqual(latest.get(key) ?? 0);
        latest.set(key, at);
      }
    }
  }
});

test('the flat decodes into at least 25 devices, and only the rubbish is turned away', () => {
  const house = createHouse(1, 'Europe/Berlin');
  const home = createHome(DIALECTS);
  const encoder = new TextEncoder();
  const rejected: string[] = [];
  for (const device of devicesOf(house)) {
    const says = [...device.hello, ...device.report(from, device.habit(from))];
    for (const { topic, payload, retain } of says) {
      const bytes = typeof payload === 'string' ? encoder.encode(payload) : payload;
      const { ignored } = home.fold({ topic, payload: bytes, retain, at: from });
      // What nobody reads is no mistake: firmwares say more than their discovery announces.
      const isMistake = ignored && !/no entity reads|not supported yet/.test(ignored.reason);
      if (isMistake && device.id !== 'broken-gadget') rejected.push(`${topic}: ${ignored.reason}`);
    }
  }
  expect(rejected).toEqual([]);
  const devices = home.devices();
  expect(devices.length).toBeGreaterThanOrEqual(25);
  for (const room of ROOMS) {
    expect(devices.filter((device) => device.room === room).length, room).toBeGreaterThan(0);
  }
  const unreachable = devices.filter(({ id }) => home.availability(id, from) === 'offline');
  expect(unreachable).toEqual([]);
});
