import type { Page } from '@playwright/test';
import mqtt from 'mqtt';
import { connectDevice, type TestClient } from '../support/devices.ts';
import type { TestHome } from '../support/roles.ts';
import { fitsAndIsAccessible } from './accessible.ts';
import { expect, signIn, test } from './home.ts';

test.use({ household: 'explorer' });

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const tree = (page: Page) => page.getByRole('tree', { name: 'Topics' });
const row = (page: Page, name: string | RegExp) => tree(page).getByRole('treeitem', { name });
const filter = (page: Page, text: string) =>
  page.getByRole('searchbox', { name: 'Filter topics' }).fill(text);

async function open(page: Page, topic?: string): Promise<void> {
  await page.goto(`/more/explorer${topic ? `?topic=${encodeURIComponent(topic)}` : ''}`);
  // What the broker keeps is the first to come: from then on everything is heard.
  await expect(row(page, /^homeassistant/)).toBeVisible();
}

/** What the broker keeps of a topic, as a client sees it that was never here before; null: nothing. */
async function kept(home: TestHome, topic: string): Promise<string | null> {
  const client = await connectDevice(home, `asks-${Math.random().toString(36).slice(2)}`);
  let found: string | null = null;
  client.client.on('message', (_topic, payload, { retain }) => {
    if (retain) found = payload.toString();
  });
  await client.client.subscribeAsync(topic, { qos: 1 });
  // A retained message is sent right after the subscription is granted; ours comes after it.
  const echo = new Promise<void>((resolve) => {
    client.client.on('message', (_topic, payload) => {
      if (payload.toString() === 'the end') resolve();
    });
  });
  await client.client.subscribeAsync('asks/end', { qos: 1 });
  await client.publish('asks/end', 'the end', { retain: false });
  await echo;
  await client.end();
  return found;
}

let device: TestClient;
test.beforeAll(async ({ home }) => {
  device = await connectDevice(home, 'house');
  await device.publish('homeassistant/light/desk/config', {
    name: null,
    unique_id: 'desk',
    schema: 'json',
    brightness: true,
    state_topic: 'desk/state',
    command_topic: 'desk/set',
    device: { identifiers: ['desk'], name: 'Desk lamp' },
  });
  await device.publish('desk/state', { state: 'ON', brightness: 128 });
});
test.afterAll(() => device.end());

test.describe('on a desktop', () => {
  test.use({ viewport: DESKTOP });

  test('topics are seen as they come, with their payload, history and what changed', async ({
    page,
  }) => {
    await signIn(page);
    await page.goto('/more');
    await page.getByRole('link', { name: /Topics/ }).click();
    await row(page, /^homeassistant/).waitFor();
    await device.publish('greenhouse/air', { temperature: 20, humidity: 60 }, { retain: false });
    await row(page, /^greenhouse/).click();
    await row(page, /^air/).click();
    const pane = page.getByRole('region', { name: 'Topic greenhouse/air' });
    await expect(pane.getByRole('group', { name: 'Payload', exact: true })).toContainText(
      '"temperature": 20',
    );
    await expect(pane).toContainText('No');

    await device.publish('greenhouse/air', { temperature: 21, humidity: 60 }, { retain: false });
    const changed = pane.locator('[data-line="added"]');
    await expect(changed).toHaveText(/"temperature": 21/);
    await expect(pane.getByRole('region', { name: 'Numbers' })).toContainText('20 – 21');
    await pane.getByText('The last 2 payloads').click();
    await pane.getByRole('button', { name: /"temperature":21/ }).click();
    await expect(pane.getByRole('group', { name: 'What changed' })).toContainText(
      '"temperature": 20',
    );
    await expect(
      pane.getByRole('link', { name: 'Define a device from this topic' }),
    ).toHaveAttribute('href', '/more/devices/new?state_topic=greenhouse%2Fair');
  });

  test('an announcement, a state and what nobody reads are explained', async ({ page }) => {
    await device.publish('lorem/ipsum/set', 'dolor');
    await signIn(page);
    await open(page, 'homeassistant/light/desk/config');
    const why = page.getByRole('region', { name: 'Why is this shown so?' });
    await expect(why).toContainText('Home Assistant discovery reads it as an announcement');
    await expect(why).toContainText('“Desk lamp” (light)');

    await open(page, 'lorem/ipsum/set');
    await expect(why).toContainText('No dialect recognises this text');
    await expect(why).toContainText('no entity reads this topic');

    await open(page, 'desk/state');
    await expect(why).toContainText('brightness = 50');
    await why.getByRole('link', { name: 'Desk lamp' }).first().click();
    await expect(page.getByRole('dialog')).toContainText('Desk lamp');
  });

  test('what was not understood leads to its topic', async ({ page }) => {
    await device.publish('odd/page', '<html>');
    await signIn(page);
    await page.goto('/more/about');
    await page.getByRole('link', { name: /Markup is no value/ }).click();
    await expect(page).toHaveURL(/\/more\/explorer\?topic=odd%2Fpage/);
    await expect(page.getByRole('region', { name: 'Why is this shown so?' })).toContainText(
      'markup is no value',
    );
  });

  test('the whole tree goes by keys', async ({ page }) => {
    await device.publish('keys/a/x', '1');
    await device.publish('keys/b', '2');
    await signIn(page);
    await open(page);
    await filter(page, 'keys/');
    await expect(row(page, /^x/)).toBeVisible();
    await filter(page, '');
    await row(page, /^keys/).waitFor();
    await tree(page).focus();
    const active = page.locator('[role=treeitem][data-active=true]');
    for (const letter of 'k') await page.keyboard.press(letter);
    await expect(active).toHaveAttribute('aria-label', /^keys/);
    await page.keyboard.press('ArrowRight');
    await expect(active).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('ArrowRight');
    await expect(active).toHaveAttribute('aria-label', /^a/);
    await expect(active).toHaveAttribute('aria-level', '2');
    await page.keyboard.press('*');
    await page.keyboard.press('ArrowDown');
    await expect(active).toHaveAttribute('aria-label', /^x/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Topic keys/a/x' })).toContainText('1');
    await tree(page).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(active).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('Home');
    await expect(tree(page)).toHaveAttribute(
      'aria-activedescendant',
      (await page.getByRole('treeitem').first().getAttribute('id'))!,
    );
  });

  test('pictures and bytes are shown as what they are', async ({ page }) => {
    await device.client.publishAsync('shapes/picture', PIXEL, { qos: 1, retain: true });
    await device.client.publishAsync('shapes/bytes', Buffer.from([255, 0, 65]), {
      qos: 1,
      retain: true,
    });
    await signIn(page);
    await open(page, 'shapes/picture');
    const picture = page.getByRole('img', { name: 'What the payload shows' });
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
    await open(page, 'shapes/bytes');
    await expect(page.getByRole('group', { name: 'Payload', exact: true }).last()).toContainText(
      'ff 00 41',
    );
  });

  test('a whole branch is cleared after its name was typed', async ({ page, home }) => {
    for (const name of ['a', 'b', 'c/d']) await device.publish(`old/${name}`, '1');
    await device.publish('older', '1');
    await signIn(page);
    await open(page, 'old');
    const pane = page.getByRole('region', { name: 'Topic old' });
    await pane.getByText('Clear retained messages of this branch (3)').click();
    const clear = pane.getByRole('button', { name: 'Clear 3 topics' });
    await expect(clear).toBeDisabled();
    await pane.getByLabel('Type old to confirm').fill('old');
    await clear.click();
    await expect(pane).toContainText('3 topics cleared.');
    expect(await kept(home, 'old/#')).toBeNull();
    expect(await kept(home, 'older')).toBe('1');
  });

  test('a pause holds the tree still', async ({ page }) => {
    await signIn(page);
    await open(page);
    await device.publish('pause/first', '1');
    await row(page, /^pause/).click();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await device.publish('pause/second', '1');
    await expect(page.getByText(/paused, [1-9]/)).toBeVisible();
    await expect(row(page, /^second/)).toBeHidden();
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(row(page, /^second/)).toBeVisible();
  });

  test('the broker’s own topics are heard when they are asked for', async ({ page }) => {
    await signIn(page);
    await open(page);
    await expect(row(page, /^\$SYS/)).toBeHidden();
    await page.getByRole('button', { name: /own topics/ }).click();
    await expect(row(page, /^\$SYS/)).toBeVisible();
  });

  test('a flood of topics leaves the page to its person', async ({ page, home }) => {
    test.slow();
    await signIn(page);
    await open(page);
    const flood = await connectDevice(home, 'flood');
    const said: Promise<unknown>[] = [];
    for (let i = 0; i < 20_000; i += 1) {
      said.push(flood.client.publishAsync(`flood/${i % 20}/${i}`, String(i), { qos: 1 }));
      // The last act is done in the midst of it.
      if (i % 500 === 0) await said.at(-1);
      if (i === 10_000) {
        await filter(page, 'desk/state');
        await row(page, /^state/).click();
        await expect(page.getByRole('region', { name: 'Topic desk/state' })).toContainText(
          '"brightness": 128',
        );
        await filter(page, '');
      }
    }
    await Promise.all(said);
    await expect(row(page, /^flood/)).toHaveAttribute('aria-label', 'flood: 20,000 topics');
    await tree(page).focus();
    await row(page, /^flood/).click();
    await tree(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('*');
    await page.keyboard.press('End');
    await filter(page, 'flood/19/19999');
    await row(page, /^19999/).click();
    await expect(page.getByRole('region', { name: 'Topic flood/19/19999' })).toContainText('19999');
    // However many there are, only what is seen is in the page.
    await filter(page, 'flood');
    await expect(page.getByRole('treeitem').nth(20)).toBeVisible();
    expect(await page.getByRole('treeitem').count()).toBeLessThan(60);
    await flood.end();
  });
});

test.describe('by touch on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test('a message is published', async ({ page, home }) => {
    const listener = await connectDevice(home, 'listener');
    const heard: [string, string, boolean][] = [];
    listener.client.on('message', (topic, payload, { retain }) => {
      heard.push([topic, payload.toString(), retain]);
    });
    await listener.client.subscribeAsync('handset/#', { qos: 1 });
    await signIn(page);
    await open(page);
    await page.getByRole('button', { name: 'Publish' }).tap();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel('Topic').fill('handset/+');
    await expect(sheet).toContainText('no wildcards');
    await sheet.getByLabel('Topic').fill('handset/said');
    await sheet.getByLabel('Payload').fill('{"a": 1');
    await expect(sheet).toContainText('not valid JSON');
    await sheet.getByLabel('Payload').fill('{"a": 1}');
    await expect(sheet).not.toContainText('not valid JSON');
    await sheet.getByRole('button', { name: '2 · exactly once' }).tap();
    await sheet.getByRole('switch', { name: /Retain/ }).tap();
    await sheet.getByRole('button', { name: 'Publish' }).tap();
    await expect(sheet.getByRole('status')).toContainText('Published');
    await expect.poll(() => heard).toEqual([['handset/said', '{"a": 1}', false]]);
    expect(await kept(home, 'handset/said')).toBe('{"a": 1}');
    await listener.end();
  });

  test('a retained message is cleared', async ({ page, home }) => {
    await device.publish('stale/thing', 'old');
    await signIn(page);
    await open(page);
    await row(page, /^stale/).tap();
    await row(page, /^thing, retained/).tap();
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByTestId('topic')).toHaveText('stale/thing');
    await sheet.getByRole('button', { name: 'Clear the retained message' }).tap();
    const question = page.getByRole('alertdialog');
    await question.getByRole('button', { name: 'Cancel' }).tap();
    expect(await kept(home, 'stale/thing')).toBe('old');
    await sheet.getByRole('button', { name: 'Clear the retained message' }).tap();
    await question.getByRole('button', { name: 'Clear', exact: true }).tap();
    await expect(sheet.getByRole('button', { name: 'Clear the retained message' })).toBeHidden();
    expect(await kept(home, 'stale/thing')).toBeNull();
    await sheet.getByRole('button', { name: 'Close' }).tap();
    await expect(row(page, /^thing: empty/)).toBeVisible();
  });

  test('the page listens to everything only while the screen is open', async ({ page, home }) => {
    await signIn(page);
    await open(page);
    await device.publish('listened/to', '1', { retain: false });
    await expect(row(page, /^listened/)).toBeVisible();
    const names = await browsersOf(home);
    expect(names).toHaveLength(2);
    await page.getByRole('button', { name: 'Back' }).tap();
    await expect.poll(async () => (await browsersOf(home)).length).toBe(1);
  });
});

const ROLES = /^clients\/inglenook-(recorder|web)/;

/** Who is there by its own word (`clients/…/status`), without the roles and the devices. */
async function browsersOf(home: TestHome): Promise<string[]> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, {
    ...(await home.mqttUser('counts')),
  });
  const online = new Set<string>();
  const end = new Promise<void>((resolve) => {
    client.on('message', (topic, payload) => {
      if (topic === 'counts/end') resolve();
      else if (payload.toString() === 'online' && !ROLES.test(topic)) online.add(topic);
    });
  });
  await client.subscribeAsync(['clients/+/status', 'counts/end'], { qos: 1 });
  await client.publishAsync('counts/end', 'x', { qos: 1 });
  await end;
  await client.endAsync(true);
  return [...online];
}

for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`accessible on a ${size}, ${colorScheme}`, async ({ page }, info) => {
      await device.publish('axe/kitchen/climate', { temperature: 20.5, humidity: 48, ok: true });
      await device.publish('axe/kitchen/state', 'ON', { retain: false });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await signIn(page);
      const check = async (what: string) => {
        await fitsAndIsAccessible(page, what);
        await page.screenshot({ path: info.outputPath(`${what}.png`) });
      };
      await open(page);
      await row(page, /^axe/).click();
      await row(page, /^kitchen/).click();
      await device.publish('axe/kitchen/climate', { temperature: 21.5, humidity: 48, ok: true });
      await expect(row(page, /^climate/)).toContainText('21.5');
      await check('tree');
      await row(page, /^climate/).click();
      await expect(page.getByRole('region', { name: 'Why is this shown so?' })).toBeVisible();
      await expect(page.locator('[data-line="added"]').first()).toBeVisible();
      await check('topic');
      await open(page);
      await page.getByRole('button', { name: 'Publish' }).click();
      await expect(page.getByRole('dialog').getByLabel('Payload')).toBeVisible();
      await check('publish');
      await page.goto('/more/about');
      await expect(page.getByRole('heading', { name: 'Not understood' })).toBeVisible();
      await check('about');
    });
  }
}
