import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { freePorts } from '../support/ports.ts';
import { OWNER, startSupervised } from '../support/roles.ts';
import { until } from '../support/until.ts';

const test = base.extend<object, { demo: { url: string } }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const [web, mqtt, ws] = (await freePorts(3)) as [number, number, number];
      const dataDir = await mkdtemp(path.join(tmpdir(), 'inglenook-demo-'));
      const demo = startSupervised(['demo'], {
        PORT: String(web),
        HOST: '127.0.0.1',
        MQTT_PORT: String(mqtt),
        MQTT_WS_PORT: String(ws),
        DATA_DIR: dataDir,
        OWNER_EMAIL: OWNER.email,
        OWNER_PASSWORD: OWNER.password,
      });
      await until(() => demo.output().includes('Inglenook is ready'), { withinMs: 120_000 });
      await use({ url: `http://localhost:${web}` });
      await demo.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.url),
});

test('npm run demo: a flat of devices, live, with a year of history', async ({ page, request }) => {
  test.slow();
  await request.post('/api/v1/login', { data: OWNER });
  const entities = async () => {
    const answer = await request.get('/api/v1/entities?limit=500');
    return answer.ok() ? ((await answer.json()).entities as DemoEntity[]) : [];
  };
  await expect
    .poll(async () => new Set((await entities()).map(({ device }) => device.id)).size, {
      timeout: 120_000,
    })
    .toBeGreaterThanOrEqual(25);

  const rooms = new Set((await entities()).map(({ room }) => room).filter(Boolean));
  expect(rooms.size).toBeGreaterThanOrEqual(5);

  // One of the flat's own devices; those that came later have no past.
  const climate = (await entities()).find(({ id }) => id === 'sensor.balcony_weather_temperature')!;
  const year = 365 * 86_400_000;
  const to = new Date();
  const history = async () => {
    const query = new URLSearchParams({
      from: new Date(to.getTime() - year).toISOString(),
      to: to.toISOString(),
      resolution: '1d',
    });
    const answer = await request.get(`/api/v1/entities/${climate.id}/history?${query}`);
    return answer.ok()
      ? (await answer.json()).buckets.filter((bucket: { count: number }) => bucket.count > 0)
      : [];
  };
  await expect
    .poll(async () => (await history()).length, { timeout: 120_000 })
    .toBeGreaterThan(300);

  await page.context().addCookies((await request.storageState()).cookies);
  await page.goto('/');
  await expect(page.locator('[data-entity]').first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-connection', 'connected');
});

type DemoEntity = {
  id: string;
  room: string | null;
  device: { id: string };
};
