import { test as base, expect } from '@playwright/test';
import { startHome, type TestHome } from '../support/roles.ts';

const test = base.extend<object, { home: TestHome }>({
  home: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
    async ({}, use) => {
      const home = await startHome({ env: { OWNER_EMAIL: '', OWNER_PASSWORD: '' } });
      await use(home);
      await home.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ home }, use) => use(home.url),
});

test('the setup code on the console, and nothing else, opens a new home', async ({
  page,
  home,
  request,
}) => {
  for (const path of ['/', '/history', '/more']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/setup$/);
  }
  expect([401, 403]).toContain((await request.get('/api/v1/entities')).status());

  const code = /setup code:?\s+([A-Z0-9-]{6,})/i.exec(home.roles.get('web')!.output())?.[1];
  expect(code, 'a setup code on the console').toBeDefined();

  await page.getByLabel('Setup code').fill('WRONG-CODE');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('button', { name: /create|start|continue/i }).click();
  await expect(page.getByRole('alert').filter({ hasText: /code/i })).toBeVisible();

  await page.getByLabel('Setup code').fill(code!);
  await page.getByRole('button', { name: /create|start|continue/i }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await expect(page.locator('html')).toHaveAttribute('data-connection', 'connected');
  await expect(page.getByRole('link', { name: /add .*device/i })).toBeVisible();

  await page.goto('/setup');
  await expect(page).not.toHaveURL(/\/setup$/);
});

test('a device added in the app appears by its first message', async ({ page, home }) => {
  await page.goto('/login');
  await page.getByLabel('Email').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill('a long enough password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/more/add-device');
  await page.getByLabel(/name/i).fill('window sill');
  await page.getByRole('button', { name: /create/i }).click();
  const credential = await page.getByTestId('mqtt-credential').textContent();
  const [username, password] = credential!.trim().split(':') as [string, string];

  const { connectAsync } = (await import('mqtt')).default;
  const device = await connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, { username, password });
  await device.publishAsync('sensors/window-sill/illuminance', '420', { qos: 1, retain: true });
  await expect(page.getByText(/420/)).toBeVisible();
  await device.endAsync();

  await page.goto('/');
  await expect(page.locator('[data-entity^="sensor."]').first()).toContainText('420');
});
