import { afterEach, expect, test, vi } from 'vitest';
import { DIALECTS } from '../../../../lib/domain/dialect/dialects.ts';
import { createHome } from '../../../../lib/domain/entity/create-home.ts';
import { NO_CHOICES } from '../../../../lib/server/db/choices.ts';
import { createLog } from '../../../../lib/server/log.ts';
import { startLiveHome } from '../../../../lib/server/web/mqtt/live-home.ts';
import { testHome } from '../../../support/home.ts';

afterEach(() => vi.useRealTimers());

test('a device that was removed does not come back while the database still knows it', async () => {
  vi.useFakeTimers();
  const stored = testHome();
  stored.hear('homeassistant/sensor/porch/config', {
    unique_id: 'porch',
    state_topic: 'porch/t',
    device: { identifiers: 'porch', name: 'Porch' },
  });
  const [device] = stored.devices();
  const statuses = Object.fromEntries(stored.entities().map(({ id }) => [id, stored.status(id)]));
  const known = { devices: stored.devices(), entities: stored.entities(), statuses };
  let loads = 0;
  const live = await startLiveHome({
    loadHome: async () => {
      loads++;
      return known;
    },
    loadChoices: async () => NO_CHOICES,
    connect: async () => ({
      connected: () => true,
      publish: async () => {},
      stop: async () => {},
    }),
    createHome: () => createHome(DIALECTS),
    log: createLog('test', 'silent'),
  });
  expect(live.home.devices()).toHaveLength(1);
  live.forget(device!.id);
  const before = loads;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(loads).toBeGreaterThan(before);
  expect(live.home.devices()).toEqual([]);
  await live.stop();
});
