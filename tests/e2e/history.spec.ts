import { readFile } from 'node:fs/promises';
import { connectDevice } from '../support/devices.ts';
import { fitsAndIsAccessible } from './accessible.ts';
import { expect, signIn, test, tile } from './home.ts';

test('the history page draws a series, its range, and keeps both in the address', async ({
  page,
  home,
}) => {
  const sensor = await connectDevice(home, 'greenhouse');
  for (let i = 0; i < 30; i++)
    await sensor.publish('sensors/greenhouse/temperature', String(20 + (i % 7)));
  const token = await home.token('read');
  await expect
    .poll(async () => {
      const answer = await fetch(
        `${home.url}/api/v1/entities/sensor.greenhouse_temperature/history?resolution=raw`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      return answer.ok ? (await answer.json()).readings.length : 0;
    })
    .toBe(30);

  await signIn(page);
  await page.goto('/history?entity=sensor.greenhouse_temperature&range=1h');
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
  await expect(page.locator('.recharts-line-curve').first()).toBeVisible();
  await page
    .getByRole('button', { name: '7 d', exact: true })
    .or(page.getByRole('radio', { name: '7 d' }))
    .first()
    .click();
  await expect(page).toHaveURL(/range=7d/);
  await expect(page).toHaveURL(/sensor\.greenhouse_temperature/);
  await expect(page.getByText(/26/).first()).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download CSV' }).click();
  const file = await readFile(await (await download).path(), 'utf8');
  expect(file.split('\r\n')[0]).toBe('time,entity,property,value,unit');
  expect(file.match(/,sensor\.greenhouse_temperature,value,/g)).toHaveLength(30);
  await sensor.end();
});

test('the range before is told in full on a phone, and pushes nothing off it', async ({
  page,
  home,
}) => {
  const sensor = await connectDevice(home, 'attic');
  await sensor.publish('sensors/attic/temperature', '19');
  await signIn(page);
  await page.goto('/history?entity=sensor.attic_temperature&range=1y');
  await page.getByRole('button', { name: 'Previous' }).click();
  await expect(page.getByText(String(new Date().getFullYear() - 2))).toBeVisible();
  await expect(page.getByRole('button', { name: 'Table' })).toBeInViewport({ ratio: 1 });
  await fitsAndIsAccessible(page, 'the year before');
  await sensor.end();
});

test('every series can be taken away, and no more are offered than fit', async ({ page, home }) => {
  const sensor = await connectDevice(home, 'cellar');
  for (let i = 1; i <= 9; i++) await sensor.publish(`sensors/cellar-${i}/temperature`, String(i));
  await signIn(page);
  await expect(tile(page, 'sensor.cellar_9_temperature')).toContainText('9');

  await page.goto('/history');
  await page.getByRole('button', { name: /^Remove/ }).click();
  await expect(page.getByText('No series is chosen.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Add series' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /cellar.*1/i })
    .first()
    .click();
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(1);

  const eight = Array.from({ length: 8 }, (_, i) => `entity=sensor.cellar_${i + 1}_temperature`);
  await page.goto(`/history?${eight.join('&')}`);
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(8);
  await expect(page.getByRole('button', { name: '8 series at most' })).toBeDisabled();
  await sensor.end();
});
