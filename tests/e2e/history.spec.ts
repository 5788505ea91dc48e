import { readFile } from 'node:fs/promises';
import { connectDevice } from '../support/devices.ts';
import { expect, signIn, test } from './home.ts';

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
