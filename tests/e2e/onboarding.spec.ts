import type { Page } from '@playwright/test';
import { connectDevice, type TestClient } from '../support/devices.ts';
import { fitsAndIsAccessible } from './accessible.ts';
import { expect, signIn, test, tile } from './home.ts';
import { BASE, startBridge } from './zigbee-bridge.ts';

test.use({ household: 'onboarding' });

/** A thermometer that announces itself, with its first reading. */
async function announce(device: TestClient, id: string, name: string, value = '20') {
  await device.publish(`homeassistant/sensor/${id}/config`, {
    unique_id: id,
    name: 'Temperature',
    state_topic: `${id}/temperature`,
    unit_of_measurement: '°C',
    device_class: 'temperature',
    device: { identifiers: [id], name, manufacturer: 'Acme', model: 'T1' },
  });
  await device.publish(`${id}/temperature`, value);
}

const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

/** What the broker keeps of a topic, as somebody new hears it; null: nothing. */
async function retained({ client }: TestClient, topic: string): Promise<string | null> {
  let heard: string | null = null;
  const listen = (where: string, payload: Buffer, packet: { retain: boolean }) => {
    if (where === topic && packet.retain) heard = payload.toString();
  };
  client.on('message', listen);
  await client.unsubscribeAsync(topic);
  // The acknowledgement of the second comes after everything that is kept for the first.
  await client.subscribeAsync(topic, { qos: 1 });
  const echo = new Promise<void>((resolve) =>
    client.on('message', (where) => where === 'echo' && resolve()),
  );
  await client.subscribeAsync('echo', { qos: 1 });
  await client.publishAsync('echo', 'x', { qos: 1 });
  await echo;
  client.off('message', listen);
  return heard;
}

test('a new device appears in the open inbox with live values, and is adopted into a new room', async ({
  page,
  home,
}) => {
  const device = await connectDevice(home, 'boiler');
  await signIn(page);
  await page.goto('/more/devices');
  await announce(device, 'boiler', 'ACME-93A1', '41.5');
  const boiler = card(page, 'ACME-93A1');
  await expect(boiler).toContainText('41.5 °C');
  await expect(boiler).toContainText('Acme T1');
  await expect(boiler).toContainText('Announced itself');
  await device.publish('boiler/temperature', '43');
  await expect(boiler).toContainText('43 °C');

  await boiler.getByRole('button', { name: 'Adopt ACME-93A1' }).click();
  await boiler.getByLabel('Name', { exact: true }).fill('Boiler');
  await boiler.getByLabel('Room').selectOption('New room …');
  await boiler.getByLabel('Name of the new room').fill('Cellar');
  await boiler.getByRole('button', { name: 'Choose an icon' }).click();
  await boiler.getByLabel('Search icons').fill('boiler');
  await boiler.getByRole('button', { name: 'water boiler' }).click();
  await device.publish('boiler/temperature', '44');
  await expect(boiler).toContainText('44');
  await boiler.getByRole('button', { name: 'Add to home' }).click();
  await expect(boiler).toHaveCount(0);

  await page.goto('/rooms/Cellar');
  await expect(tile(page, 'sensor.boiler')).toContainText('44');
  await page.goto('/more/devices?tab=all');
  await expect(page.locator('[data-device]').filter({ hasText: 'Boiler' })).toContainText('Cellar');
  await device.end();
});

test('a vague guess says how sure it is, waits in the inbox, and stands on Home once adopted', async ({
  page,
  home,
}) => {
  const device = await connectDevice(home, 'vague');
  await device.publish('garage/door7/foo', '17');
  await signIn(page);
  await page.goto('/more/devices');
  const guess = page.locator('[data-device]').filter({ hasText: '% sure' }).first();
  await expect(guess).toContainText('17');
  const id = await guess.getAttribute('data-device');
  await expect(page.getByText(/new devices?$/)).toHaveCount(0);
  await page.goto('/');
  await expect(page.getByRole('link', { name: /new devices?$/ })).toBeVisible();
  await expect(page.locator('[data-entity*="door7"]')).toHaveCount(0);

  await page.getByRole('link', { name: /new devices?$/ }).click();
  const again = page.locator(`[data-device="${id}"]`);
  await again.getByRole('button', { name: /^Adopt / }).click();
  await again.getByRole('button', { name: 'Add to home' }).click();
  await expect(again).toHaveCount(0);
  await page.goto('/');
  await expect(page.locator('[data-entity*="door7"]').first()).toContainText('17');
  await device.end();
});

test('what is ignored leaves every screen, and can be taken back', async ({ page, home }) => {
  const device = await connectDevice(home, 'neighbour');
  await announce(device, 'neighbour', 'Neighbour', '8');
  await signIn(page);
  await expect(tile(page, 'sensor.neighbour')).toContainText('8');
  await page.goto('/more/devices');
  await card(page, 'Neighbour').getByRole('button', { name: 'Ignore Neighbour' }).click();
  await expect(card(page, 'Neighbour')).toHaveCount(0);
  await page.goto('/');
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(tile(page, 'sensor.neighbour')).toHaveCount(0);

  await page.goto('/more/devices');
  await page.getByRole('link', { name: 'Ignored' }).click();
  await page.getByRole('link', { name: /Neighbour/ }).click();
  await page.getByRole('button', { name: 'Adopt' }).click();
  await expect(page.getByText('It belongs to your home.')).toBeVisible();
  await page.goto('/');
  await expect(tile(page, 'sensor.neighbour')).toContainText('8');
  await device.end();
});

test('all are adopted at once, and taken back once', async ({ page, home }) => {
  const device = await connectDevice(home, 'many');
  for (const n of [1, 2, 3]) await announce(device, `many${n}`, `Many ${n}`, `${n}`);
  await signIn(page);
  await page.goto('/more/devices');
  for (const n of [1, 2, 3]) await expect(card(page, `Many ${n}`)).toBeVisible();
  const all = page.getByRole('button', { name: /^Adopt all / });
  await all.click();
  await expect(page.getByText('Nothing new: every device has been looked at.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  for (const n of [1, 2, 3]) await expect(card(page, `Many ${n}`)).toBeVisible();
  await all.click();
  await expect(page.getByText('Nothing new: every device has been looked at.')).toBeVisible();
  await page.goto('/more');
  await expect(page.getByRole('link', { name: /^Devices/ })).not.toContainText(/\d/);
  await device.end();
});

test('a device is defined by hand from what its topic says at this moment', async ({
  page,
  home,
}) => {
  const device = await connectDevice(home, 'shed');
  const meter = JSON.stringify({ env: { temp: 12.5, 'rel-hum': 70 }, id: 'x' });
  await device.publish('farm/shed/raw', meter);
  await signIn(page);
  await page.goto('/more/devices/new');
  await page.getByLabel('Name', { exact: true }).fill('Shed');
  const topic = page.getByLabel('State topic');
  await topic.fill('shed raw');
  await expect(page.getByRole('option', { name: /farm\/shed\/raw/ })).toBeVisible();
  await topic.press('ArrowDown');
  await topic.press('Enter');
  await expect(topic).toHaveValue('farm/shed/raw');
  const result = page.getByTestId('live-result');
  await page.getByLabel('Unit').fill('°C');
  await expect(result).toContainText(/not a number/);

  await page.getByRole('button', { name: /env · temp/ }).click();
  await expect(page.getByLabel('Value template')).toHaveValue('{{ value_json.env.temp }}');
  await expect(result).toContainText('12.5 °C');
  await device.publish('farm/shed/raw', meter.replace('12.5', '13.5'));
  await expect(result).toContainText('13.5 °C');
  await page.getByRole('button', { name: 'Add to home' }).click();

  await page.waitForURL(/\/more\/devices\/[^/]+$/);
  await expect(page.getByRole('heading', { name: 'Shed' })).toBeVisible();
  await expect(page.getByText('13.5 °C')).toBeVisible();
  await page.goto('/');
  await expect(page.locator('[data-entity^="sensor."]').filter({ hasText: 'Shed' })).toContainText(
    '13.5',
  );

  await page.getByRole('button', { name: /details.*shed|shed.*details/i }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Device' }).click();
  await page.getByRole('link', { name: 'Change its definition' }).click();
  await expect(page.getByLabel('State topic')).toHaveValue('farm/shed/raw');
  await page.getByRole('button', { name: /env · rel-hum/ }).click();
  await page.getByLabel('Unit').fill('%');
  await expect(page.getByTestId('live-result')).toContainText('70 %');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/\/more\/devices\/inglenook_shed[^/]+$/);
  await expect(page.getByText('70 %')).toBeVisible();
  await device.end();
});

test('a switch by hand shows what its commands send, before it is made', async ({ page, home }) => {
  const device = await connectDevice(home, 'pump');
  const heard: string[] = [];
  device.client.on('message', (topic, payload) => {
    heard.push(`${topic} ${payload}`);
  });
  await device.client.subscribeAsync('pump/set');
  await signIn(page);
  await page.goto('/more/devices/new');
  await page.getByLabel('Name', { exact: true }).fill('Pump');
  await page.getByLabel('What it is').selectOption({ label: 'Switch or socket' });
  await expect(page.getByTestId('live-result')).toContainText('Command topic is missing');
  await page.getByLabel('Command topic').fill('pump/set');
  await page.getByLabel('Payload for on').fill('1');
  await expect(page.getByText('pump/set ← 1')).toBeVisible();
  await page.getByRole('button', { name: 'On', exact: true }).click();
  await expect.poll(() => heard).toEqual(['pump/set 1']);
  await device.end();
});

test('entities are renamed, drawn otherwise and hidden on the page of their device', async ({
  page,
  home,
}) => {
  const device = await connectDevice(home, 'sauna');
  await announce(device, 'sauna', 'Sauna', '60');
  await signIn(page);
  await page.goto('/more/devices?tab=all');
  await page.getByRole('link', { name: /Sauna/ }).click();
  const row = page.locator('[data-entity-row="sensor.sauna"]');
  await expect(row).toContainText('60 °C');
  await row.getByRole('button', { name: /Temperature/ }).click();
  await row.getByLabel('Name').fill('Heat');
  await row.getByRole('button', { name: 'Choose an icon' }).click();
  await row.getByLabel('Search icons').fill('mdi:fire-alert');
  await row.getByRole('button', { name: 'fire alert' }).click();
  await row.getByRole('button', { name: 'Save' }).click();
  await expect(row.getByRole('button', { name: /Heat/ })).toBeVisible();
  await page.goto('/');
  await expect(tile(page, 'sensor.sauna')).toContainText('Heat');

  await page.goto('/more/devices/sauna');
  await row.getByRole('button', { name: /Heat/ }).click();
  await row.getByRole('switch', { name: 'Show on the screens' }).click();
  await expect(row).toContainText('Hidden');
  await page.goto('/');
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(tile(page, 'sensor.sauna')).toHaveCount(0);
  await device.end();
});

test('a device that is replaced keeps its history', async ({ page, home }) => {
  const device = await connectDevice(home, 'stoves');
  await announce(device, 'stove1', 'Stove', '100');
  await device.publish('stove1/temperature', '110');
  await announce(device, 'stove2', 'Stove new', '120');
  await signIn(page);
  await expect(tile(page, 'sensor.stove2')).toContainText('120');
  await page.goto('/more/devices/stove1');
  await page.getByRole('link', { name: 'Replace …' }).click();
  await page.getByRole('button', { name: /Stove new/ }).click();
  const pairs = page.getByRole('region', { name: 'What goes on' });
  await expect(pairs).toContainText('110 °C');
  await expect(pairs).toContainText('120 °C');
  await expect(pairs.getByLabel('What goes on for Temperature')).toHaveValue('sensor.stove2');
  await pairs.getByRole('button', { name: 'Replace' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByText('Its history goes on where the old one ended.')).toBeVisible();
  await device.publish('stove2/temperature', '130');
  await page.getByRole('link', { name: 'See the history' }).click();
  await page.waitForURL(/\/history\?entity=sensor.stove1/);
  const token = await home.token('read');
  await expect
    .poll(async () => {
      const answer = await fetch(
        `${home.url}/api/v1/entities/sensor.stove1/history?resolution=raw`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      const { readings = [] } = await answer.json();
      return readings.map(([, value]: [string, number]) => value);
    })
    .toEqual([100, 110, 120, 130]);
  await page.goto('/');
  await expect(tile(page, 'sensor.stove1')).toContainText('130');
  await expect(tile(page, 'sensor.stove2')).toHaveCount(0);
  await device.end();
});

test('a removed device is gone, and so is what the broker kept of it', async ({ page, home }) => {
  const device = await connectDevice(home, 'old');
  await announce(device, 'old', 'Old thing', '5');
  await signIn(page);
  await expect(tile(page, 'sensor.old')).toContainText('5');
  await page.goto('/more/devices/old');
  await page.getByRole('button', { name: 'Remove …' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Old thing is gone.')).toBeVisible();
  await expect(page.getByText('homeassistant/sensor/old/config')).toBeVisible();
  expect(await retained(device, 'homeassistant/sensor/old/config')).toBeNull();
  expect(await retained(device, 'old/temperature')).toBeNull();
  await page.goto('/');
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expect(tile(page, 'sensor.old')).toHaveCount(0);
  await device.end();
});

test('a Zigbee device is let in, named there and here, and removed from both', async ({
  page,
  home,
}) => {
  const bridge = await startBridge(home);
  await signIn(page);
  await page.goto('/more/devices');
  await page.getByRole('link', { name: /Pair a Zigbee device/ }).click();
  await page.getByRole('button', { name: 'Open the network' }).click();
  await expect(page.getByRole('timer')).toContainText(/[34]:\d\d/);
  expect(bridge.requests[0]).toMatch(/^permit_join .*"time":254/);

  await bridge.joinMute('0x00158d00000000aa');
  await expect(page.locator('[data-joiner="0x00158d00000000aa"]')).toContainText(/failed/);
  const address = '0xa4c1380000000001';
  await bridge.join(address);
  const plug = page.locator(`[data-joiner="${address}"]`);
  await expect(plug).toContainText('Smart plug with power monitoring');
  await plug.getByLabel('Name', { exact: true }).fill('Kettle');
  await plug.getByLabel('Room').selectOption('New room …');
  await plug.getByLabel('Name of the new room').fill('Kitchen');
  await plug.getByRole('button', { name: 'Add to home' }).click();
  await expect(plug).toContainText('In the home');
  expect(bridge.requests.join('\n')).toContain(`device/rename {"from":"${address}","to":"Kettle"`);
  await bridge.report('Kettle', { state: 'ON', power: 1999 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Open the network' })).toBeVisible();

  await page.goto('/rooms/Kitchen');
  await expect(page.locator('[data-entity^="switch."]')).toContainText('On');
  await page.goto('/more/devices?tab=all');
  await page.getByRole('link', { name: /Kettle/ }).click();
  await page.getByRole('button', { name: 'Remove …' }).click();
  await expect(page.getByRole('switch', { name: /out of the Zigbee network/ })).toBeChecked();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('Kettle is gone.')).toBeVisible();
  expect(bridge.requests.join('\n')).toContain(`device/remove {"id":"${address}"`);
  expect(await retained(bridge.client, `${BASE}/bridge/devices`)).toContain('Coordinator');
  await bridge.end();
});

test('five hundred new devices can be searched, paged and adopted', async ({ page, home }) => {
  const device = await connectDevice(home, 'crowd');
  const all = Array.from({ length: 500 }, (_, n) => `crowd${n}`);
  await Promise.all(all.map((id) => announce(device, id, `Crowd ${id.slice(5)}`, '20')));
  await signIn(page);
  await page.goto('/more/devices');
  await expect(page.getByText(/^50\d devices$/)).toBeVisible();
  const cards = page.getByRole('article');
  await expect(cards).toHaveCount(30);
  await page.getByRole('button', { name: /^Show more/ }).click();
  await expect(cards).toHaveCount(90);
  await page.getByLabel('Search').fill('crowd 499');
  await expect(cards).toHaveCount(1);
  await device.publish('crowd499/temperature', '33');
  await expect(card(page, 'Crowd 499')).toContainText('33 °C');
  await page.getByLabel('Search').fill('crowd 4');
  await page.getByRole('button', { name: /^Adopt these/ }).click();
  await expect(cards).toHaveCount(0);
  await page.getByLabel('Search').fill('');
  await page.getByRole('button', { name: /^Adopt all/ }).click();
  await expect(page.getByText('Nothing new: every device has been looked at.')).toBeVisible();
  await device.end();
});

const SCREENS = [
  '/more',
  '/more/add-device',
  '/more/devices',
  '/more/devices?tab=all',
  '/more/devices/listen',
  '/more/devices/new?state_topic=axe/temperature',
  '/more/devices/pair',
  '/more/devices/axe',
  '/more/devices/axe/replace',
  '/more/devices/nowhere',
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries({
    phone: { width: 390, height: 844 },
    desktop: { width: 1440, height: 900 },
  })) {
    test(`every way in is accessible and fits a ${size}, ${colorScheme}`, async ({
      page,
      home,
    }) => {
      const device = await connectDevice(home, `axe-${size}-${colorScheme}`);
      await announce(device, 'axe', 'Axe', '21');
      await announce(device, 'long', 'Vorzimmerfenstersensor '.repeat(4).trim(), '1');
      await device.publish('some/where/foo', '12');
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await signIn(page);
      await expect(tile(page, 'sensor.axe')).toContainText('21');
      for (const path of SCREENS) {
        await page.goto(path);
        await expect(page.getByRole('heading').first()).toBeVisible();
        await expect(page.locator('.skeleton')).toHaveCount(0);
        await fitsAndIsAccessible(page, path);
      }
      await device.end();
    });
  }
}
