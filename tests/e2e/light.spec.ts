import { startLamp } from '../support/devices.ts';
import { expect, openSheet, power, signIn, test, tile } from './home.ts';

test('a lamp is switched, dimmed, warmed and coloured, and says when it has obeyed', async ({
  page,
  home,
}) => {
  const lamp = await startLamp(home, 'reading', { delayMs: 150 });
  await signIn(page);
  await power(page, 'light.reading').click();
  await expect.poll(() => lamp.heard.at(-1)?.state).toBe('on');

  const sheet = await openSheet(page, 'light.reading');

  const level = sheet.getByRole('slider', { name: /brightness/i });
  await level.focus();
  await level.press('End');
  await expect.poll(() => lamp.heard.at(-1)?.brightness).toBe(100);
  await expect(sheet).toContainText(/confirmed/i);

  await sheet.getByRole('tab', { name: 'White' }).click();
  const white = sheet.getByRole('slider', { name: /temperature/i });
  await white.focus();
  await white.press('ArrowRight');
  await expect.poll(() => lamp.heard.at(-1)?.color_temp).not.toBeUndefined();

  await sheet.getByRole('tab', { name: 'Colour' }).click();
  const hue = sheet.getByRole('slider', { name: /hue/i });
  await hue.focus();
  await hue.press('PageUp');
  await expect.poll(() => lamp.heard.at(-1)?.color).not.toBeUndefined();
  await lamp.end();
});

test('a lamp that never answers goes back to what it is, says so, and offers another try', async ({
  page,
  home,
}) => {
  const lamp = await startLamp(home, 'deaf', { deaf: true });
  await signIn(page);
  const card = tile(page, 'light.deaf');
  await power(page, 'light.deaf').click();
  await expect.poll(() => lamp.heard.length).toBe(1);
  await expect(card).toContainText('No answer', { timeout: 8_000 });
  await expect(power(page, 'light.deaf')).toHaveAttribute('aria-pressed', 'false');

  await (await openSheet(page, 'light.deaf')).getByRole('button', { name: 'Retry' }).click();
  await expect.poll(() => lamp.heard.length).toBe(2);
  await lamp.end();
});
