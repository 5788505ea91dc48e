import { afterEach, expect, test, vi } from 'vitest';
import { DIALECTS } from '../../../../lib/domain/dialect/dialects.ts';
import { createHome } from '../../../../lib/domain/entity/create-home.ts';
import { NO_CHOICES } from '../../../../lib/server/db/choices.ts';
import type { KnownHome } from '../../../../lib/server/db/entities.ts';
import { createLog } from '../../../../lib/server/log.ts';
import { startLiveHome } from '../../../../lib/server/web/mqtt/live-home.ts';
import { testHome } from '../../../support/home.ts';

afterEach(() => vi.useRealTimers());

/** What the database knows of a porch with a sensor. */
function porch(): KnownHome {
  const stored = testHome();
  stored.hear('homeassistant/sensor/porch/config', {
    unique_id: 'porch',
    state_topic: 'porch/t',
    device: { identifiers: 'porch', name: 'Porch' },
  });
  const statuses = Object.fromEntries(stored.entities().map(({ id }) => [id, stored.status(id)]));
  return { devices: stored.devices(), entities: stored.entities(), statuses };
}

const start = (loadHome: () => Promise<KnownHome>, countKnown: () => Promise<number>) =>
  startLiveHome({
    loadHome,
    countKnown,
    loadChoices: async () => NO_CHOICES,
    connect: async () => ({
      connected: () => true,
      publish: async () => {},
      stop: async () => {},
    }),
    createHome: () => createHome(DIALECTS),
    log: createLog('test', 'silent'),
  });

test('a device that was removed does not come back while the database still knows it', async () => {
  vi.useFakeTimers();
  const known = porch();
  let loads = 0;
  const live = await start(
    async () => {
      loads++;
      return known;
    },
    async () => 1,
  );
  expect(live.home.devices()).toHaveLength(1);
  live.forget(known.devices[0]!.id);
  const before = loads;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(loads).toBeGreaterThan(before);
  expect(live.home.devices()).toEqual([]);
  await live.stop();
});

test('what an import brings in, of which nobody speaks, is known within seconds', async () => {
  vi.useFakeTimers();
  let known: KnownHome = { devices: [], entities: [], statuses: {} };
  const live = await start(
    async () => known,
    async () => known.entities.length,
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(live.home.entities()).toEqual([]);
  known = porch();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(live.home.entities().map(({ id }) => id)).toEqual(['sensor.porch']);
  await live.stop();
});
