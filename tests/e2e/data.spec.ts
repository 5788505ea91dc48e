import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { connectDevice } from '../support/devices.ts';
import { storeDays } from '../support/long-past.ts';
import { expect, signIn, test } from './home.ts';

test.use({ household: 'data' });

const ATTIC = 'sensor.attic_temperature';

const row = (page: Page, id: string) => page.locator(`[data-stored="${id}"]`);

const clean = async (page: Page, where: string) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(
      ({ id, nodes }) => `${where} ${id}: ${nodes.map((node) => node.html).join(' | ')}`,
    ),
  ).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
};

test.describe.configure({ mode: 'serial' });

test('the data page tells what is stored, and finds and sorts it', async ({ page, home }) => {
  // Nobody but the recorder writes history while it runs.
  await home.kill('recorder');
  await storeDays(home.env.DATA_DIR!, ATTIC, 100);
  await home.start('recorder');
  const cellar = await connectDevice(home, 'cellar');
  await cellar.publish('sensors/cellar/humidity', '55');
  await cellar.end();
  await signIn(page);
  await page.getByRole('link', { name: 'More' }).last().click();
  await page.getByRole('link', { name: /^Data/ }).click();
  await expect(page).toHaveURL(/\/more\/data$/);
  await expect(page.getByText('Readings kept')).toBeVisible();
  await expect(page.getByText('Every message that came was kept')).toBeVisible();
  await expect(row(page, ATTIC)).toContainText('100 readings');

  await page.getByLabel('Search').fill('cellar');
  await expect(row(page, 'sensor.cellar_humidity')).toBeVisible();
  await expect(row(page, ATTIC)).toHaveCount(0);
  await page.getByLabel('Search').fill('');
  const first = page.locator('[data-stored]').first();
  await expect(first).toHaveAttribute('data-stored', ATTIC);
  // "Cellar" comes before "device of …".
  await page.getByLabel('Order by').selectOption('Name');
  await expect(first).toHaveAttribute('data-stored', 'sensor.cellar_humidity');
});

test('it is accessible and fits, in every size and both themes', async ({ page }) => {
  await signIn(page);
  for (const [width, height] of [
    [390, 844],
    [1440, 900],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.goto('/more/data');
      await expect(row(page, ATTIC)).toBeVisible();
      await clean(page, `page ${width} ${colorScheme}`);
      await page.goto(`/more/data?keep=entity:${ATTIC}`);
      await page.getByRole('button', { name: '30 days' }).click();
      await expect(page.getByTestId('preview')).toContainText('would be dropped');
      await clean(page, `sheet ${width} ${colorScheme}`);
    }
  }
});

test('shorter retention names the loss, asks, and takes effect by keyboard alone', async ({
  page,
  home,
}) => {
  const token = await home.token('admin');
  const policies = async () => {
    const answer = await fetch(`${home.url}/api/v1/retention`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (await answer.json()).policies as { scope: string; rawDays: number }[];
  };
  await signIn(page);
  await page.goto('/more/data');
  await row(page, ATTIC).focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toContainText('Every reading, for ever');
  await sheet.getByRole('button', { name: 'All temperature sensors' }).press('Enter');
  await sheet.getByRole('button', { name: '90 days' }).press('Enter');
  await expect(sheet.getByTestId('preview')).toContainText(/About \d+ readings of 1 entity/);

  // Whoever says no has changed nothing.
  await sheet.getByRole('button', { name: 'Keep it so' }).press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(/Drop about \d+ readings\?/);
  await expect(question).toContainText('cannot be brought back');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  expect(await policies()).toEqual([]);

  await sheet.getByRole('button', { name: 'Keep it so' }).press('Enter');
  await question.getByRole('button', { name: 'Drop them' }).press('Enter');
  await expect(sheet).toBeHidden();
  const own = page.locator('[data-scope="class:sensor/temperature"]');
  await expect(own).toContainText('Every reading for 90 days');
  expect(await policies()).toMatchObject([{ scope: 'class:sensor/temperature', rawDays: 90 }]);
  await expect(row(page, ATTIC)).toContainText('90 days');

  await own.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).press('Enter');
  await expect(own).toHaveCount(0);
  expect(await policies()).toEqual([]);
});

test('what a retention is about stands over it, also after another choice', async ({
  page,
  home,
}) => {
  const pantry = await connectDevice(home, 'pantry');
  await pantry.publish('sensors/pantry/humidity', '55');
  await pantry.end();
  await signIn(page);
  await page.goto('/more/data');
  await page.getByRole('button', { name: /^Everything/ }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: 'The whole home' })).toBeVisible();
  await sheet.getByLabel('What it is about').selectOption({ label: 'All humidity sensors' });
  await expect(sheet.getByRole('heading', { name: 'All humidity sensors' })).toBeVisible();
});

test('while the server is away the page says so and keeps what it knew', async ({ page }) => {
  await signIn(page);
  await page.goto('/more/data');
  await expect(row(page, ATTIC)).toBeVisible();
  await page.route('**/api/v1/storage*', (route) => route.abort());
  await expect(page.getByText(/^As of .* does not answer/)).toBeVisible({ timeout: 30_000 });
  await expect(row(page, ATTIC)).toBeVisible();
  await page.reload();
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('does not answer');
  await page.unroute('**/api/v1/storage*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(row(page, ATTIC)).toBeVisible();
});
