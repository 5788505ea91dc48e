import { connectDevice, startLamp } from '../support/devices.ts';
import { fitsAndIsAccessible } from './accessible.ts';
import { expect, signIn, test, tile } from './home.ts';

const SCREENS = ['/', '/rooms', '/history', '/more', '/more/add-device', '/more/people'];
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every screen is accessible and fits a ${size}, ${colorScheme}`, async ({
      page,
      home,
    }) => {
      const sensor = await connectDevice(home, `hall-${size}-${colorScheme}`);
      await sensor.publish('home/hall/temperature', '21.5');
      const lamp = await startLamp(home, `lamp-${size}-${colorScheme}`);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await signIn(page);
      await expect(tile(page, 'sensor.home_hall_temperature')).toContainText('21.5');
      for (const path of SCREENS) {
        await page.goto(path);
        await expect(page.getByRole('heading').first()).toBeVisible();
        await fitsAndIsAccessible(page, path);
      }
      await sensor.end();
      await lamp.end();
    });
  }
}

test('readings that arrive shift nothing', async ({ page, home }) => {
  const sensor = await connectDevice(home, 'counter');
  await sensor.publish('sensors/counter/humidity', '9');
  await signIn(page);
  await expect(tile(page, 'sensor.counter_humidity')).toContainText('9');
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: false });
  });
  for (const value of ['10', '99.9', '100', '7']) {
    await sensor.publish('sensors/counter/humidity', value);
    await expect(tile(page, 'sensor.counter_humidity')).toContainText(value);
  }
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  await sensor.end();
});

test('a text from a device is shown as text, never run', async ({ page, home }) => {
  const nasty = '<img src=x onerror="window.hacked=1">';
  const device = await connectDevice(home, 'nasty');
  await device.publish('homeassistant/sensor/nasty/config', {
    name: nasty,
    unique_id: 'nasty1',
    state_topic: 'nasty/state',
    unit_of_measurement: nasty,
    device: { identifiers: ['nasty'], name: nasty, suggested_area: nasty },
  });
  await device.publish('nasty/state', '1');
  await signIn(page);
  await expect(tile(page, 'sensor.nasty1')).toContainText('<img');
  await tile(page, 'sensor.nasty1').getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await device.end();
});
