import { connectDevice, startLamp } from '../support/devices.ts';
import { connected, expect, power, signIn, test, tile } from './home.ts';

test('with web and recorder killed, an open page shows live values, switches lights, and finds a broker that restarts', async ({
  page,
  home,
}) => {
  const sensor = await connectDevice(home, 'porch');
  const lamp = await startLamp(home, 'desk');
  await sensor.publish('sensors/porch/temperature', '18.5');
  await signIn(page);
  await expect(tile(page, 'sensor.porch_temperature')).toContainText('18.5');
  await expect(tile(page, 'light.desk')).toContainText('Off');

  await home.kill('web');
  await home.kill('recorder');

  await connected(page);
  await sensor.publish('sensors/porch/temperature', '19.25');
  await expect(tile(page, 'sensor.porch_temperature')).toContainText('19.3');

  await power(page, 'light.desk').click();
  await expect.poll(() => lamp.heard.length).toBeGreaterThan(0);
  expect(lamp.heard.at(-1)).toMatchObject({ state: 'on' });
  await expect(power(page, 'light.desk')).toHaveAttribute('aria-pressed', 'true');

  await home.kill('broker');
  await expect(page.locator('html')).not.toHaveAttribute('data-connection', 'connected');
  // Who has scrolled down a long home is told, too.
  await page.locator('main').evaluate((main) => {
    main.style.minHeight = '300vh';
    window.scrollTo(0, main.scrollHeight);
  });
  await expect(page.getByText('Broker unreachable')).toBeInViewport();
  await home.start('broker');
  await connected(page);
  await sensor.publish('sensors/porch/temperature', '20.75');
  await expect(tile(page, 'sensor.porch_temperature')).toContainText('20.8');

  await home.start('recorder');
  await home.start('web');
  await page.reload();
  await connected(page);
  await expect(tile(page, 'sensor.porch_temperature')).toContainText('20.8');
  await sensor.end();
  await lamp.end();
});

test('revoking a session closes its socket to the broker within 5 s', async ({
  page,
  home,
  browser,
}) => {
  await signIn(page);
  const other = await browser.newContext({ baseURL: home.url });
  const otherPage = await other.newPage();
  await signIn(otherPage);
  const { sessions } = await (await page.request.get('/api/v1/sessions')).json();
  expect(sessions.length).toBeGreaterThanOrEqual(2);
  const mine = sessions.find((session: { current: boolean }) => session.current);
  const theirs = sessions.filter((session: { id: string }) => session.id !== mine.id);

  const revokedAt = Date.now();
  for (const session of theirs) {
    const answer = await page.request.delete(`/api/v1/sessions/${session.id}`, {
      headers: { origin: home.url },
    });
    expect(answer.ok()).toBe(true);
  }
  await expect(otherPage.locator('html')).not.toHaveAttribute('data-connection', 'connected', {
    timeout: 5_000,
  });
  expect(Date.now() - revokedAt).toBeLessThan(5_500);
  await connected(page);
  await other.close();
});

test('a page that was cut off shows the right state within 2 s of being back', async ({
  page,
  home,
  context,
}) => {
  const sensor = await connectDevice(home, 'cellar');
  await sensor.publish('sensors/cellar/humidity', '55');
  await signIn(page);
  await expect(tile(page, 'sensor.cellar_humidity')).toContainText('55');

  await context.setOffline(true);
  await home.kill('broker');
  await expect(page.locator('html')).not.toHaveAttribute('data-connection', 'connected');
  await home.start('broker');
  await expect.poll(() => sensor.client.connected).toBe(true);
  await sensor.publish('sensors/cellar/humidity', '61');
  await context.setOffline(false);

  await expect(tile(page, 'sensor.cellar_humidity')).toContainText('61', { timeout: 2_000 });
  await sensor.end();
});
