import type { Page } from '@playwright/test';
import { connectDevice, startLamp } from '../support/devices.ts';
import { startMosquitto, type TestMosquitto } from '../support/mosquitto.ts';
import { startHome, type TestHome } from '../support/roles.ts';
import { test as base, connected, expect, power, signIn, tile } from './home.ts';

/** A home whose broker is a real Mosquitto. */
const test = base.extend<object, { mosquitto: TestMosquitto; home: TestHome }>({
  mosquitto: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const mosquitto = await startMosquitto({ persistent: true });
      await use(mosquitto);
      await mosquitto.stop();
    },
    { scope: 'worker' },
  ],
  home: [
    async ({ mosquitto }, use) => {
      const home = await startHome({
        roles: ['recorder', 'web'],
        env: { MQTT_URL: mosquitto.tcpUrl },
      });
      await use(home);
      await home.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

/** Switches the lamp to the other side and waits until it says so itself. */
async function toggle(page: Page, lamp: Awaited<ReturnType<typeof startLamp>>, id: string) {
  const before = await power(page, id).getAttribute('aria-pressed');
  const heard = lamp.heard.length;
  await power(page, id).click();
  await expect.poll(() => lamp.heard.length).toBeGreaterThan(heard);
  const on = before !== 'true';
  expect(lamp.heard.at(-1)).toMatchObject({ state: on ? 'on' : 'off' });
  await expect(power(page, id)).toHaveAttribute('aria-pressed', String(on));
}

const disconnected = (page: Page) =>
  expect(page.locator('html')).not.toHaveAttribute('data-connection', 'connected');

test('a page shows live values of Mosquitto, switches a lamp, and comes back when it restarts', async ({
  page,
  home,
  mosquitto,
}) => {
  const sensor = await connectDevice(home, 'porch');
  const lamp = await startLamp(home, 'desk');
  await sensor.publish('sensors/porch/temperature', '18.5');
  await signIn(page);
  await expect(tile(page, 'sensor.porch_temperature')).toContainText('18.5');
  await sensor.publish('sensors/porch/temperature', '19.25');
  await expect(tile(page, 'sensor.porch_temperature')).toContainText('19.3');
  await toggle(page, lamp, 'light.desk');

  await mosquitto.halt();
  await disconnected(page);
  await mosquitto.resume();
  await expect.poll(() => sensor.client.connected).toBe(true);
  await sensor.publish('sensors/porch/temperature', '20.75');
  await connected(page);
  await expect(tile(page, 'sensor.porch_temperature')).toContainText('20.8', { timeout: 2_000 });
  await expect.poll(() => lamp.device.client.connected).toBe(true);
  await toggle(page, lamp, 'light.desk');
  await sensor.end();
  await lamp.end();
});

test('signing out elsewhere closes the page’s way to Mosquitto within 5 s', async ({
  page,
  home,
  browser,
}) => {
  await signIn(page);
  const context = await browser.newContext({ baseURL: home.url });
  const other = await context.newPage();
  await signIn(other);
  const { sessions } = await (await page.request.get('/api/v1/sessions')).json();
  for (const { id, current } of sessions) {
    if (!current)
      await page.request.delete(`/api/v1/sessions/${id}`, { headers: { origin: home.url } });
  }
  await expect(other.locator('html')).not.toHaveAttribute('data-connection', 'connected', {
    timeout: 5_000,
  });
  await connected(page);
  await context.close();
});

test('a page that goes to Mosquitto’s own WebSocket listener survives the death of web and recorder', async ({
  browser,
  mosquitto,
}) => {
  const home = await startHome({
    roles: ['recorder', 'web'],
    env: { MQTT_URL: mosquitto.tcpUrl, MQTT_PUBLIC_WS_URL: mosquitto.wsUrl },
  });
  try {
    const sensor = await connectDevice(home, 'cellar');
    const lamp = await startLamp(home, 'bench');
    await sensor.publish('sensors/cellar/humidity', '55');
    const context = await browser.newContext({ baseURL: home.url });
    const page = await context.newPage();
    const dialed: string[] = [];
    page.on('websocket', (socket) => dialed.push(socket.url()));
    await signIn(page);
    await expect(tile(page, 'sensor.cellar_humidity')).toContainText('55');
    expect(dialed).toEqual([`ws://127.0.0.1:${mosquitto.ports.ws}/mqtt`]);

    await home.kill('web');
    await home.kill('recorder');
    await connected(page);
    await sensor.publish('sensors/cellar/humidity', '61');
    await expect(tile(page, 'sensor.cellar_humidity')).toContainText('61');
    await toggle(page, lamp, 'light.bench');

    await mosquitto.halt();
    await disconnected(page);
    await mosquitto.resume();
    await expect.poll(() => sensor.client.connected).toBe(true);
    await sensor.publish('sensors/cellar/humidity', '63');
    await connected(page);
    await expect(tile(page, 'sensor.cellar_humidity')).toContainText('63', { timeout: 2_000 });
    await context.close();
    await sensor.end();
    await lamp.end();
  } finally {
    await home.stop();
  }
});
