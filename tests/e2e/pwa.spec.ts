import { connectDevice } from '../support/devices.ts';
import { connected, expect, signIn, test, tile } from './home.ts';

test('Chromium finds the app installable', async ({ page, context }) => {
  await signIn(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A test's browser context counts as incognito; nothing else may stand in the way.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  const { url, data, errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toContain('manifest');
  const icons: { src: string; purpose?: string; sizes: string }[] = JSON.parse(data!).icons;
  const purposes = icons.flatMap((icon) => (icon.purpose ?? 'any').split(' '));
  expect(purposes).toContain('any');
  expect(purposes).toContain('maskable');
  for (const { src } of icons) {
    const answer = await page.request.get(new URL(src, url).href);
    expect(answer.status()).toBe(200);
  }
});

test('with the web server dead the app still opens, and is live', async ({ page, home }) => {
  const sensor = await connectDevice(home, 'attic');
  await sensor.publish('sensors/attic/temperature', '31.5');
  await signIn(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await expect(tile(page, 'sensor.attic_temperature')).toContainText('31.5');

  await home.kill('web');
  await page.reload();
  await connected(page);
  await expect(tile(page, 'sensor.attic_temperature')).toContainText('31.5');
  await sensor.publish('sensors/attic/temperature', '32.5');
  await expect(tile(page, 'sensor.attic_temperature')).toContainText('32.5');

  await home.start('web');
  await sensor.end();
});
