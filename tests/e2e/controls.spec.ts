import type { Locator, Page } from '@playwright/test';
import { isAccessible } from './accessible.ts';
import { type House, PIXEL, startHouse, THINGS } from './controls-house.ts';
import { connected, expect, openSheet, signIn, test, tile } from './home.ts';
import { touch } from './touch.ts';

test.use({ household: 'controls' });

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

/** Opens the sheet of an entity by its address. */
async function sheetOf(page: Page, id: string): Promise<Locator> {
  await page.goto(`/?sheet=${encodeURIComponent(id)}`);
  await connected(page);
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  return sheet;
}

const disc = (page: Page, id: string) => tile(page, id).getByRole('button').last();

let house: House;

test.beforeAll(async ({ home }) => {
  house = await startHouse(home, 'house');
});
test.afterAll(() => house.end());

test.describe('by touch on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test('the disc of a tile does the quick act of its kind', async ({ page }) => {
    await signIn(page);
    const acts: readonly [string, string, string][] = [
      ['fan.ceiling', 'fan/set', 'OFF'],
      ['humidifier.bedroom', 'humidifier/set', 'OFF'],
      ['switch.freezer', 'freezer/set', 'OFF'],
      ['cover.blind', 'blind/set', 'CLOSE'],
      ['valve.garden', 'valve/set', '0'],
      ['vacuum.robby', 'robby/set', 'start'],
      ['button.bell', 'bell', 'PRESS'],
      ['scene.movie', 'movie', 'GO'],
    ];
    for (const [id, topic, payload] of acts) {
      await disc(page, id).tap();
      await expect.poll(() => house.last(topic), id).toBe(payload);
    }
    await expect(tile(page, 'cover.blind')).toContainText('Closed');
    await expect(tile(page, 'vacuum.robby')).toContainText('Cleaning');
    await disc(page, 'cover.blind').tap();
    await expect(tile(page, 'cover.blind')).toContainText('Open');
  });

  test('a lock is unlocked by holding, and a tap only asks', async ({ page }) => {
    await signIn(page);
    await expect(tile(page, 'lock.front')).toContainText('Locked');
    await disc(page, 'lock.front').tap();
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('Unlock');
    await question.getByRole('button', { name: 'Cancel' }).tap();
    expect(house.count('lock/set')).toBe(0);

    await touch(page, disc(page, 'lock.front'), 750);
    await expect.poll(() => house.last('lock/set')).toBe('UNLOCK');
    await expect(tile(page, 'lock.front')).toContainText('Unlocked');
    // The release of the finger is no tap on what the disc has become.
    expect(house.count('lock/set')).toBe(1);

    await disc(page, 'lock.front').tap();
    await expect(tile(page, 'lock.front')).toContainText('Locked');
  });

  test('a finger that leaves too soon unlocks nothing', async ({ page }) => {
    await signIn(page);
    const sheet = await sheetOf(page, 'lock.front');
    const before = house.count('lock/set');
    await touch(page, sheet.getByRole('button', { name: 'Hold to unlock' }), 250);
    await expect(page.getByRole('alertdialog')).toBeVisible();
    expect(house.count('lock/set')).toBe(before);
  });

  test('an alarm is armed with a code, and alarms in red', async ({ page }) => {
    await signIn(page);
    const sheet = await sheetOf(page, 'alarm_control_panel.house');
    await sheet.getByRole('button', { name: 'Arm away' }).tap();
    await expect(sheet).toContainText('Code is missing');
    for (const key of ['1', '2', '3', '4']) {
      await sheet.getByRole('button', { name: key, exact: true }).tap();
    }
    await sheet.getByRole('button', { name: 'Arm away' }).tap();
    await expect.poll(() => house.last('alarm/set')).toBe('ARM_AWAY:1234');
    await expect(sheet).toContainText('Armed · away');
    await house.device.publish('alarm', 'triggered');
    await expect(sheet.locator('.text-danger').first()).toContainText('Triggered');
    await house.device.publish('alarm', 'disarmed');
  });

  test('the target of a heating is stepped, and several taps are one wish', async ({ page }) => {
    await signIn(page);
    const sheet = await sheetOf(page, 'climate.bath');
    await expect(sheet).toContainText('Heating now');
    const before = house.count('bath/target/set');
    const raise = sheet.getByRole('button', { name: 'Raise target' });
    // Three taps as a finger makes them, in one go: a slow machine must not stretch them into three wishes.
    await raise.evaluate((button) => {
      for (const type of Array(3).fill(['pointerdown', 'pointerup']).flat())
        button.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0 }));
    });
    await expect.poll(() => Number(house.last('bath/target/set'))).toBe(23.5);
    expect(house.count('bath/target/set')).toBe(before + 1);
    await sheet.getByRole('button', { name: 'Auto' }).tap();
    await expect.poll(() => house.last('bath/mode/set')).toBe('auto');
    await sheet.getByRole('button', { name: 'Eco' }).tap();
    await expect.poll(() => house.last('bath/preset/set')).toBe('eco');
    await expect(sheet).toContainText('Confirmed by the device');
  });

  test('a switch that was called critical asks before it goes off', async ({ page }) => {
    await house.device.publish('freezer', 'ON');
    await signIn(page);
    const sheet = await sheetOf(page, 'switch.freezer');
    await sheet.getByRole('switch', { name: 'Ask before turning it off' }).tap();
    const before = house.count('freezer/set');
    await sheet.getByRole('button', { name: 'Power' }).tap();
    const question = page.getByRole('alertdialog');
    await expect(question).toContainText('Turn off freezer?');
    expect(house.count('freezer/set')).toBe(before);
    await question.getByRole('button', { name: 'Turn off' }).tap();
    await expect.poll(() => house.count('freezer/set')).toBe(before + 1);
  });

  test('a camera shows what it sees, and nothing that is no picture', async ({ page }) => {
    const send = (frame: Buffer | string) =>
      house.device.client.publishAsync('camera', frame, { qos: 1, retain: true });
    await send('<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked=1"/>');
    await signIn(page);
    const sheet = await sheetOf(page, 'camera.door');
    await expect(sheet).toContainText('What came is no picture');
    await send(PIXEL);
    const picture = sheet.getByRole('img', { name: /newest/i });
    await expect(picture).toHaveAttribute('src', /^blob:/);
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
    const before = await picture.getAttribute('src');
    await send(PIXEL);
    await expect(picture).not.toHaveAttribute('src', before!);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
});

test.describe('by keyboard on a desktop', () => {
  test.use({ viewport: DESKTOP });

  test.beforeEach(({ page }) => signIn(page));

  test('a cover: place and slats, one command for each key', async ({ page }) => {
    await house.device.publish('blind/position', '60');
    const sheet = await sheetOf(page, 'cover.blind');
    const position = sheet.getByRole('slider', { name: 'Position' });
    await expect(position).toHaveAttribute('aria-valuetext', '60 percent open');
    const before = house.count('blind/position/set');
    await position.press('PageDown');
    await expect.poll(() => house.last('blind/position/set')).toBe('50');
    expect(house.count('blind/position/set')).toBe(before + 1);
    await position.press('Home');
    await expect.poll(() => house.last('blind/position/set')).toBe('0');
    await expect(position).toHaveAttribute('aria-valuetext', 'Closed');
    await sheet.getByRole('slider', { name: 'Slats' }).press('ArrowRight');
    await expect.poll(() => house.last('blind/tilt/set')).toBe('31');
    await sheet.getByRole('button', { name: 'Stop', exact: true }).press('Enter');
    await expect.poll(() => house.last('blind/set')).toBe('STOP');
  });

  test('a lock: held by a key, and a short press asks', async ({ page }) => {
    await house.device.publish('lock', 'LOCKED');
    const sheet = await sheetOf(page, 'lock.front');
    const unlock = sheet.getByRole('button', { name: 'Hold to unlock' });
    const before = house.count('lock/set');
    await unlock.press('Enter');
    const question = page.getByRole('alertdialog');
    await expect(question).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(question).toBeHidden();
    expect(house.count('lock/set')).toBe(before);
    await unlock.press(' ', { delay: 750 });
    await expect.poll(() => house.last('lock/set')).toBe('UNLOCK');
    expect(house.count('lock/set')).toBe(before + 1);
  });

  test('a heating, a boiler, a humidifier and a number by their spin buttons', async ({ page }) => {
    const spins: readonly [string, string, string, string, number][] = [
      ['water_heater.boiler', 'Target', 'ArrowUp', 'boiler/target/set', 56],
      ['humidifier.bedroom', 'Target humidity', 'PageDown', 'humidifier/target/set', 45],
      ['number.delay', 'Value', 'ArrowUp', 'delay/set', 40],
      ['climate.bath', 'Target', 'Home', 'bath/target/set', 7],
    ];
    for (const [id, name, key, topic, value] of spins) {
      const sheet = await sheetOf(page, id);
      await sheet.getByRole('spinbutton', { name, exact: true }).press(key);
      await expect.poll(() => Number(house.last(topic)), id).toBe(value);
    }
  });

  test('a number is typed, and one that is too large is refused before it is sent', async ({
    page,
  }) => {
    const sheet = await sheetOf(page, 'number.delay');
    const field = sheet.getByLabel('Or type it (s)');
    await field.fill('500');
    await expect(sheet.getByRole('alert')).toContainText('From 0 to 100 s');
    await field.fill('75');
    await field.press('Enter');
    await expect.poll(() => house.last('delay/set')).toBe('75');
  });

  test('a fan: speed in its own steps, swing and direction', async ({ page }) => {
    await house.device.publish('fan', 'ON');
    await house.device.publish('fan/speed', '2');
    const sheet = await sheetOf(page, 'fan.ceiling');
    const speed = sheet.getByRole('slider', { name: 'Speed' });
    await expect(speed).toHaveAttribute('aria-valuenow', '50');
    await speed.press('ArrowUp');
    await expect.poll(() => house.last('fan/speed/set')).toBe('3');
    await sheet.getByRole('switch', { name: 'Oscillate' }).press(' ');
    await expect.poll(() => house.last('fan/swing/set')).toBe('oscillate_on');
    await sheet.getByRole('button', { name: 'Reverse' }).press('Enter');
    await expect.poll(() => house.last('fan/direction/set')).toBe('reverse');
  });

  test('choices, texts and messages', async ({ page }) => {
    let sheet = await sheetOf(page, 'select.programme');
    await sheet.getByLabel('Choice').selectOption('Wool');
    await expect.poll(() => house.last('programme/set')).toBe('Wool');

    sheet = await sheetOf(page, 'select.power_on');
    await sheet.getByRole('button', { name: 'Previous state' }).press('Enter');
    await expect.poll(() => house.last('poweron/set')).toBe('previous_state');

    sheet = await sheetOf(page, 'text.display');
    await sheet.getByLabel('Text').fill('x');
    await expect(sheet).toContainText('At least 2 characters');
    await sheet.getByLabel('Text').fill('good day');
    await sheet.getByLabel('Text').press('Enter');
    await expect.poll(() => house.last('display/set')).toBe('good day');

    sheet = await sheetOf(page, 'notify.hall');
    await sheet.getByLabel('Message').fill('Dinner');
    await sheet.getByRole('button', { name: 'Send' }).press('Enter');
    await expect.poll(() => house.last('notify')).toBe('Dinner');
  });

  test('a siren sounds as it was asked to', async ({ page }) => {
    const sheet = await sheetOf(page, 'siren.hall');
    await sheet.getByRole('button', { name: 'Chime' }).press('Enter');
    await sheet.getByRole('button', { name: '30 s', exact: true }).press('Enter');
    await sheet.getByRole('button', { name: 'Power' }).press('Enter');
    await expect
      .poll(() => JSON.parse(house.last('siren/set') ?? '{}'))
      .toMatchObject({ state: 'ON', tone: 'chime', duration: 30 });
    await sheet.getByRole('button', { name: 'Power' }).press('Enter');
    await expect.poll(() => JSON.parse(house.last('siren/set') ?? '{}').state).toBe('OFF');
  });

  test('robots take all their orders', async ({ page }) => {
    const sheet = await sheetOf(page, 'vacuum.robby');
    for (const [name, payload] of [
      ['Return to dock', 'return_to_base'],
      ['Find it', 'locate'],
      ['Start', 'start'],
    ] as const) {
      await sheet.getByRole('button', { name }).press('Enter');
      await expect.poll(() => house.last('robby/set')).toBe(payload);
    }
    await sheet.getByRole('button', { name: 'Quiet' }).press('Enter');
    await expect.poll(() => house.last('robby/speed/set')).toBe('quiet');
    await (await sheetOf(page, 'lawn_mower.mower'))
      .getByRole('button', { name: 'Start' })
      .press('Enter');
    await expect(page.getByRole('dialog')).toContainText('Mowing');
  });

  test('an update is installed after a question, and shows how far it is', async ({ page }) => {
    const sheet = await sheetOf(page, 'update.lamp');
    await expect(sheet.getByRole('link', { name: 'Release notes' })).toHaveAttribute(
      'href',
      'https://example.org/notes',
    );
    await sheet.getByRole('button', { name: 'Install' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Install' }).press('Enter');
    await expect.poll(() => house.last('update/set')).toBe('install');
    await expect(sheet.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
  });

  test('an event is told when it happens, with those before it', async ({ page }) => {
    const sheet = await sheetOf(page, 'event.remote');
    await house.device.publish('remote', { event_type: 'single' }, { retain: false });
    await expect(sheet).toContainText('Single');
    await house.device.publish('remote', { event_type: 'long_press' }, { retain: false });
    await expect(sheet.getByRole('listitem').first()).toContainText('Long press');
    await expect(sheet.getByRole('listitem').nth(1)).toContainText('Single');
  });

  test('a lamp’s channels, effect and pace', async ({ page }) => {
    const sheet = await sheetOf(page, 'light.strip');
    const heard = () => JSON.parse(house.last('strip/set') ?? '{}') as Record<string, unknown>;
    await sheet.getByRole('button', { name: 'Fire flicker' }).press('Enter');
    await expect.poll(() => heard().effect).toBe('fire_flicker');
    await sheet.getByRole('tab', { name: 'Colour' }).press('Enter');
    await sheet.getByText('Channels').press('Enter');
    await sheet.getByRole('slider', { name: 'Warm white' }).press('End');
    await expect.poll(() => (heard().color as { w?: number } | undefined)?.w).toBe(255);
  });
});

test('what is out of reach offers nothing to press', async ({ page, home }) => {
  const gone = await startHouse(home, 'gone', []);
  await gone.device.publish('homeassistant/lock/gone/config', {
    name: null,
    unique_id: 'gone',
    command_topic: 'gone/set',
    state_topic: 'gone',
    availability_topic: 'gone/there',
    device: { identifiers: ['gone'], name: 'Gone' },
  });
  await gone.device.publish('gone', 'LOCKED');
  await gone.device.publish('gone/there', 'offline');
  await signIn(page);
  await expect(tile(page, 'lock.gone')).toContainText('Unreachable');
  await expect(disc(page, 'lock.gone')).toBeDisabled();
  const sheet = await openSheet(page, 'lock.gone');
  await expect(sheet.getByRole('button', { name: 'Lock', exact: true })).toBeDisabled();
  await expect(sheet.getByRole('button', { name: 'Hold to unlock' })).toBeDisabled();
  await gone.end();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the sheet of every kind is accessible and fits a phone, ${colorScheme}`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(PHONE);
    await signIn(page);
    for (const id of Object.keys(THINGS)) {
      const sheet = await sheetOf(page, id);
      await expect(sheet.getByRole('button', { name: 'Close', exact: true }).first()).toBeVisible();
      await isAccessible(page, id, '[role="dialog"]');
      const wide = await sheet.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(wide, `${id} scrolls sideways`).toBeLessThanOrEqual(0);
      const small = await sheet.evaluate((element) =>
        [...element.querySelectorAll('button, a, input, select, [role="slider"]')]
          .map((target) => ({ target, box: target.getBoundingClientRect() }))
          .filter(
            ({ target, box }) =>
              box.height > 0 && (box.height < 43.5 || (box.width < 43.5 && target.tagName !== 'A')),
          )
          .map(({ target }) => target.outerHTML.slice(0, 120)),
      );
      expect(small, `${id} has targets below 44 px`).toEqual([]);
    }
  });
}
