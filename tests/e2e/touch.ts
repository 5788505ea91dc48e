import type { Locator, Page } from '@playwright/test';
import { expect } from './home.ts';

/**
 * A finger: it comes down as soon as nothing lies over the target (what is closing still does for a
 * moment), stays for `ms`, and moves by these pixels to the right before it is lifted.
 */
export async function touch(
  page: Page,
  target: Locator,
  ms: number,
  moves: readonly number[] = [],
): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  let spot = { x: 0, y: 0 };
  await expect(async () => {
    const box = (await target.boundingBox())!;
    spot = { x: box.x + box.width * 0.4, y: box.y + box.height * 0.75 };
    const isOnTop = await target.evaluate(
      (element, { x, y }) => element.contains(document.elementFromPoint(x, y)),
      spot,
    );
    expect(isOnTop).toBe(true);
  }).toPass();
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', dx: number | null) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: dx === null ? [] : [{ ...spot, x: spot.x + dx }],
    });
  await send('touchStart', 0);
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const dx of moves) await send('touchMove', dx);
  await send('touchEnd', null);
  await session.detach();
}
