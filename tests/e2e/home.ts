import { test as base, expect, type Page } from '@playwright/test';
import { OWNER, startHome, type TestHome } from '../support/roles.ts';

/**
 * Tests with a home of three real roles, shared by the tests of a worker. A file that leaves much
 * behind asks for one of its own: `test.use({ household: 'its name' })`.
 */
export const test = base.extend<{ errors: string[] }, { home: TestHome; household: string }>({
  household: ['shared', { option: true, scope: 'worker' }],
  home: [
    async ({ household: _ }, use) => {
      const home = await startHome();
      await use(home);
      await home.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: async ({ home }, use) => use(home.url),
  /** What the page threw: asserted empty at the end of each test. */
  errors: [
    async ({ page }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Signs the owner in through the login form and waits for the live connection. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('Email').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await connected(page);
}

/** Waits until the page is connected to the broker. */
export const connected = (page: Page) =>
  expect(page.locator('html')).toHaveAttribute('data-connection', 'connected', { timeout: 20_000 });

export const tile = (page: Page, entityId: string) =>
  page.locator(`[data-entity="${entityId}"]`).first();

/** The button on a tile that switches; its `aria-pressed` says what is. */
export const power = (page: Page, entityId: string) =>
  tile(page, entityId).locator('[aria-pressed]');

/** Opens the sheet of an entity and returns it. */
export async function openSheet(page: Page, entityId: string) {
  await tile(page, entityId)
    .getByRole('button', { name: /details/i })
    .click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  return sheet;
}
