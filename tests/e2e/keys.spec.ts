import type { Page } from '@playwright/test';
import { startLamp, type TestLamp } from '../support/devices.ts';
import { isAccessible } from './accessible.ts';
import { type House, startHouse } from './controls-house.ts';
import { connected, expect, power, signIn, test, tile } from './home.ts';
import { touch } from './touch.ts';

test.use({ household: 'keys' });

const PHONE = { width: 390, height: 844 };
const LAPTOP = { width: 1200, height: 800 };
const DESKTOP = { width: 1440, height: 900 };

let house: House;
let lamps: TestLamp[];

test.beforeAll(async ({ home }) => {
  house = await startHouse(home, 'keys', ['cover.blind', 'lock.front', 'switch.freezer']);
  lamps = [];
  for (const name of ['aisle', 'bay', 'cellar']) lamps.push(await startLamp(home, name));
});
test.afterAll(async () => {
  await house.end();
  for (const lamp of lamps) await lamp.end();
});

const rest = (page: Page, id: string) => tile(page, id).locator('.tile-rest');
const menu = (page: Page) => page.getByRole('menu');
const sheet = (page: Page) => page.locator('[data-sheet]');
const item = (page: Page, name: string | RegExp) =>
  menu(page).getByRole(/^Favourite/.test(String(name)) ? 'menuitemcheckbox' : 'menuitem', { name });

/** The tile that has the focus. */
const focused = (page: Page) =>
  page.evaluate(() =>
    document.activeElement?.closest('[data-entity]')?.getAttribute('data-entity'),
  );

/** The tiles in the order in which they stand. */
const order = (page: Page) =>
  page
    .locator('main .tile[data-entity]')
    .evaluateAll((tiles) => tiles.map((one) => one.getAttribute('data-entity')));

test.describe('the menu of a tile, by touch', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test('a long press opens it, and is neither a click nor a drag', async ({ page }) => {
    const [aisle] = lamps;
    await signIn(page);
    const before = aisle!.heard.length;
    await touch(page, tile(page, 'light.aisle'), 750, [15, 40, 80]);
    await expect(menu(page)).toBeVisible();
    await expect(sheet(page)).toBeHidden();
    expect(aisle!.heard.length).toBe(before);
    // The menu takes no tap of the finger that has just opened it.
    await expect(async () => {
      if (await menu(page).isVisible()) await item(page, 'Favourite').click({ timeout: 2_000 });
      await expect(menu(page)).toBeHidden({ timeout: 2_000 });
    }).toPass();
    await expect(page.getByRole('heading', { name: 'Favourites' })).toBeVisible();
    await expect(sheet(page)).toBeHidden();
  });

  test('a tap opens the sheet, and a drag dims without a menu', async ({ page }) => {
    const [, bay] = lamps;
    await signIn(page);
    const before = bay!.heard.length;
    await touch(page, tile(page, 'light.bay'), 60, [14, 30, 45]);
    await expect.poll(() => bay!.heard.length).toBeGreaterThan(before);
    await expect(menu(page)).toBeHidden();
    await expect(sheet(page)).toBeHidden();
    // For 0.2 s after a swipe a browser takes a tap for the halt of a fling, and tells nobody.
    await expect(async () => {
      if (await sheet(page).isHidden())
        await rest(page, 'light.bay').tap({ position: { x: 60, y: 95 }, timeout: 2_000 });
      await expect(sheet(page)).toBeVisible({ timeout: 2_000 });
    }).toPass();
  });

  test('a long press on the disc is the disc’s', async ({ page }) => {
    await signIn(page);
    await touch(page, tile(page, 'light.bay').getByRole('button').last(), 700);
    await expect(menu(page)).toBeHidden();
  });
});

test.describe('the menu of a tile, by mouse and keys', () => {
  test.use({ viewport: LAPTOP });
  test.beforeEach(({ page }) => signIn(page));

  test('a right click opens it where it was; arrows move, Escape closes', async ({ page }) => {
    await tile(page, 'light.bay').click({ button: 'right', position: { x: 90, y: 90 } });
    await expect(menu(page)).toBeVisible();
    await expect(menu(page)).toHaveAttribute('aria-label', /bay/i);
    await page.keyboard.press('ArrowDown');
    await expect(item(page, 'Open')).toBeFocused();
    await page.keyboard.press('End');
    await expect(item(page, 'Device page')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu(page)).toBeHidden();
    await expect(rest(page, 'light.bay')).toBeFocused();
  });

  test('Shift F10 and the menu key open it at the tile', async ({ page }) => {
    for (const key of ['Shift+F10', 'ContextMenu']) {
      await rest(page, 'light.bay').focus();
      await page.keyboard.press(key);
      await expect(item(page, 'Open'), key).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(menu(page)).toBeHidden();
    }
    await rest(page, 'light.bay').focus();
    await page.keyboard.press('Shift+F10');
    await item(page, 'Open').press('Enter');
    await expect(sheet(page)).toBeVisible();
  });

  test('a device is moved into a new room, and renamed', async ({ page }) => {
    await tile(page, 'light.cellar').click({ button: 'right' });
    await item(page, /Move/).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'A new room' }).check();
    await dialog.getByLabel('Name of the new room').fill('Wine vault');
    await dialog.getByRole('button', { name: 'Move' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('main').getByRole('link', { name: 'Wine vault' })).toBeVisible();

    await tile(page, 'light.cellar').click({ button: 'right' });
    await item(page, /Rename/).click();
    await dialog.getByLabel('Name').fill('Old lamp');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(tile(page, 'light.cellar')).toContainText('Old lamp');
    await expect(rest(page, 'light.cellar')).toBeFocused();
  });

  test('what was hidden comes back by z, and no menu with it', async ({ page }) => {
    await tile(page, 'switch.freezer').click({ button: 'right' });
    await item(page, 'Hide').click();
    await expect(tile(page, 'switch.freezer')).toBeHidden();
    await expect(page.getByRole('status').filter({ hasText: 'hidden' })).toBeVisible();
    await page.keyboard.press('z');
    await expect(tile(page, 'switch.freezer')).toBeVisible();
    await expect(menu(page)).toBeHidden();
  });

  test('it leads to the history and to the page of the device', async ({ page }) => {
    await tile(page, 'light.bay').click({ button: 'right' });
    await item(page, 'History').click();
    await page.waitForURL(/\/history\?entity=light\.bay/);
    await page.goBack();
    await tile(page, 'light.bay').click({ button: 'right' });
    await item(page, 'Device page').click();
    await page.waitForURL(/\/more\/devices\/./);
  });
});

test.describe('keys', () => {
  test.use({ viewport: LAPTOP });
  test.beforeEach(({ page }) => signIn(page));

  test('arrows move through the tiles, to the left in the order of reading', async ({ page }) => {
    const ids = await order(page);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).toBe(ids[0]);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).toBe(ids[1]);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).not.toBe(ids[1]);
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused(page)).toBe(ids[1]);
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).toBe(ids[0]);
  });

  test('Space switches without opening, Enter opens, Escape closes', async ({ page }) => {
    const [aisle] = lamps;
    await rest(page, 'light.aisle').focus();
    const was = await power(page, 'light.aisle').getAttribute('aria-pressed');
    await page.keyboard.press(' ');
    await expect.poll(() => aisle!.heard.at(-1)?.state).toBe(was === 'true' ? 'off' : 'on');
    await expect(sheet(page)).toBeHidden();
    await expect(rest(page, 'light.aisle')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(sheet(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sheet(page)).toBeHidden();
    await expect(rest(page, 'light.aisle')).toBeFocused();
  });

  test('Space on a lock asks, and Escape leaves it locked', async ({ page }) => {
    await house.device.publish('lock', 'LOCKED');
    await expect(tile(page, 'lock.front')).toContainText('Locked');
    await rest(page, 'lock.front').focus();
    await page.keyboard.press(' ');
    await expect(page.getByRole('alertdialog')).toContainText('Unlock');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alertdialog')).toBeHidden();
    expect(house.count('lock/set')).toBe(0);
  });

  test('[ and ] change a level by five percent, also from the sheet', async ({ page }) => {
    const [aisle] = lamps;
    await aisle!.device.publish('lights/aisle/state', { state: 'on', brightness: 50 });
    await expect(tile(page, 'light.aisle')).toContainText('50 %');
    await rest(page, 'light.aisle').focus();
    await page.keyboard.press(']');
    await expect.poll(() => aisle!.heard.at(-1)?.brightness).toBe(55);
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    await expect.poll(() => aisle!.heard.at(-1)?.brightness).toBe(45);

    await house.device.publish('blind/position', '60');
    await expect(tile(page, 'cover.blind')).toContainText('60 %');
    await rest(page, 'cover.blind').focus();
    await page.keyboard.press('Enter');
    await expect(sheet(page)).toBeVisible();
    await page.keyboard.press('[');
    await expect.poll(() => house.last('blind/position/set')).toBe('55');
  });

  test('g leads to screens, ? lists the keys, and typing is typing', async ({ page }) => {
    for (const [letter, path] of [
      ['r', '/rooms'],
      ['i', '/history'],
      ['s', '/more'],
      ['h', '/'],
    ] as const) {
      await page.keyboard.press('g');
      await page.keyboard.press(letter);
      await page.waitForURL((url) => url.pathname === path);
    }
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keys' });
    await expect(list).toContainText('Undo');
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();

    await tile(page, 'light.aisle').click({ button: 'right' });
    await item(page, /Rename/).click();
    const name = page.getByRole('dialog').getByLabel('Name');
    await name.fill('');
    await name.pressSequentially('g r?/[z');
    await expect(name).toHaveValue('g r?/[z');
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test('single letters can be switched off', async ({ page }) => {
    await page.goto('/more/look');
    await page.getByLabel(/Keys of a single letter/).uncheck();
    await page.goto('/');
    await connected(page);
    for (const key of ['?', '/', 'g', 'r']) await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox')).toBeFocused();
  });
});

test.describe('the palette', () => {
  test.use({ viewport: LAPTOP });
  test.beforeEach(({ page }) => signIn(page));

  test('does what it is told to several lamps at once, and z takes it back', async ({ page }) => {
    const [aisle, bay] = lamps;
    await aisle!.device.publish('lights/aisle/state', { state: 'on', brightness: 70 });
    await bay!.device.publish('lights/bay/state', { state: 'off', brightness: 70 });
    await expect(tile(page, 'light.aisle')).toContainText('70 %');
    await expect(tile(page, 'light.bay')).toContainText('Off');
    await page.keyboard.press('/');
    const field = page.getByRole('combobox', { name: 'Find or do' });
    await expect(field).toBeFocused();
    await field.fill('lights 40');
    await expect(page.getByRole('option').first()).toContainText('Dim 3 lights to 40 %');
    await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(field).toBeHidden();
    await expect.poll(() => aisle!.heard.at(-1)?.brightness).toBe(40);
    await expect.poll(() => bay!.heard.at(-1)?.brightness).toBe(40);
    await page.keyboard.press('z');
    await expect.poll(() => aisle!.heard.at(-1)?.brightness).toBe(70);
    await expect.poll(() => bay!.heard.at(-1)?.state).toBe('off');
  });

  test('finds a device, a room and a screen by arrows and Enter', async ({ page }) => {
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox');
    await field.fill('blin');
    await page.keyboard.press('ArrowDown');
    const active = await field.getAttribute('aria-activedescendant');
    await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(sheet(page)).toContainText(/blind/i);

    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await field.fill('history');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/history$/);
    await expect(sheet(page)).toBeHidden();
  });

  test('asks before it unlocks, says when nothing fits, and Escape closes', async ({ page }) => {
    await house.device.publish('lock', 'LOCKED');
    const before = house.count('lock/set');
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox');
    await field.fill('zzzz');
    await expect(page.getByRole('status').filter({ hasText: 'Nothing fits' })).toBeVisible();
    await field.fill('unlock front');
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('Unlock front?');
    expect(house.count('lock/set')).toBe(before);
    await question.getByRole('button', { name: 'Unlock' }).click();
    await expect.poll(() => house.last('lock/set')).toBe('UNLOCK');
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
  });
});

test.describe('the sheet beside the page', () => {
  test.use({ viewport: DESKTOP });
  test.beforeEach(({ page }) => signIn(page));

  test('the grid stays in use, another tile changes it, Escape closes', async ({ page }) => {
    await rest(page, 'light.aisle').focus();
    await page.keyboard.press('Enter');
    await expect(sheet(page)).toHaveAttribute('data-sheet', 'docked');
    await expect(sheet(page)).toContainText(/aisle/i);
    expect((await sheet(page).boundingBox())!.width).toBe(380);
    await expect(rest(page, 'light.aisle')).toBeFocused();

    await page.keyboard.press('ArrowRight');
    const next = await focused(page);
    expect(next).not.toBe('light.aisle');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('sheet') === next);

    await rest(page, 'light.bay').click({ position: { x: 90, y: 90 } });
    await expect(sheet(page)).toContainText(/bay/i);
    const [, bay] = lamps;
    const before = bay!.heard.length;
    await power(page, 'light.bay').click();
    await expect.poll(() => bay!.heard.length).toBe(before + 1);
    await expect(sheet(page)).toBeVisible();

    await page.keyboard.press('Escape');
    await expect(sheet(page)).toBeHidden();
    expect(new URL(page.url()).search).toBe('');
  });

  test('no tile lies under it', async ({ page }) => {
    await rest(page, 'light.aisle').click({ position: { x: 90, y: 90 } });
    await expect(sheet(page)).toBeVisible();
    await expect
      .poll(async () => {
        const left = (await sheet(page).boundingBox())!.x;
        const boxes = await page
          .locator('main .tile')
          .evaluateAll((tiles) => tiles.map((one) => one.getBoundingClientRect().right));
        return Math.max(...boxes) <= left;
      })
      .toBe(true);
  });

  test('Enter once more goes into it, and Escape back to its tile', async ({ page }) => {
    await rest(page, 'light.aisle').focus();
    await page.keyboard.press('Enter');
    await expect(sheet(page)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(sheet(page).locator(':focus')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(sheet(page)).toBeHidden();
    await expect(rest(page, 'light.aisle')).toBeFocused();
  });

  test('Escape closes a menu or a question first', async ({ page }) => {
    await house.device.publish('lock', 'LOCKED');
    await rest(page, 'lock.front').click({ position: { x: 90, y: 90 } });
    await expect(sheet(page)).toBeVisible();
    await tile(page, 'light.bay').click({ button: 'right' });
    await expect(menu(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu(page)).toBeHidden();
    await rest(page, 'lock.front').focus();
    await page.keyboard.press(' ');
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('alertdialog')).toBeHidden();
    await expect(sheet(page)).toBeVisible();
  });
});

for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`menu, palette, keys and sheet are accessible, ${size}, ${colorScheme}`, async ({
      page,
    }, info) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await signIn(page);
      const check = async (name: string) => {
        // What still fades has no contrast of its own.
        await expect
          .poll(() => page.evaluate(() => document.getAnimations().length), { message: name })
          .toBe(0);
        await page.screenshot({ path: info.outputPath(`${name}.png`) });
        await isAccessible(page, 'screen');
      };
      await rest(page, 'light.aisle').focus();
      await page.keyboard.press('Shift+F10');
      await expect(menu(page)).toBeVisible();
      await check('menu');
      await item(page, /Move/).press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
      await check('move');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('lights 40');
      await expect(page.getByRole('option').first()).toBeVisible();
      await check('palette');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('combobox')).toBeHidden();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      await check('keys');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await rest(page, 'light.aisle').focus();
      await page.keyboard.press('Enter');
      await expect(sheet(page)).toBeVisible();
      await check('sheet');
    });
  }
}
