import { describe, expect, test } from 'vitest';
import { createLongPress, LONG_PRESS_MS } from '../../../lib/browser/page/long-press.ts';
import { manualTimers } from '../support/timers.ts';

function finger() {
  const timers = manualTimers();
  const seen: string[] = [];
  const press = createLongPress<string>({ timers, onLongPress: (what) => seen.push(what) });
  return { timers, seen, press };
}
const at = (x = 0, y = 0, id = 1) => ({ id, x, y });

describe('a long press', () => {
  test('is one after half a second, and takes the click after it', () => {
    const { timers, seen, press } = finger();
    press.down(at(), 'lamp');
    timers.pass(LONG_PRESS_MS - 1);
    expect(seen).toEqual([]);
    timers.pass(1);
    expect(seen).toEqual(['lamp']);
    press.end(1);
    expect(press.takesClick()).toBe(true);
    expect(press.takesClick()).toBe(false);
  });

  test('a tap is none, and its click is its own', () => {
    const { timers, seen, press } = finger();
    press.down(at(), 'lamp');
    timers.pass(200);
    press.end(1);
    timers.pass(LONG_PRESS_MS);
    expect(seen).toEqual([]);
    expect(press.takesClick()).toBe(false);
  });

  test('a finger that moves drags or scrolls, and its moves are for others', () => {
    const { timers, seen, press } = finger();
    press.down(at(), 'lamp');
    expect(press.move(at(6, 6))).toBe(false);
    expect(press.move(at(11, 0))).toBe(false);
    timers.pass(LONG_PRESS_MS);
    expect(seen).toEqual([]);
  });

  test('once it is one, its moves dim nothing', () => {
    const { timers, press } = finger();
    press.down(at(), 'lamp');
    timers.pass(LONG_PRESS_MS);
    expect(press.move(at(80, 0))).toBe(true);
    expect(press.move(at(80, 0, 2))).toBe(false);
    press.end(1);
    expect(press.move(at(90, 0))).toBe(false);
  });

  test('a second finger is a pinch', () => {
    const { timers, seen, press } = finger();
    press.down(at(), 'lamp');
    press.down(at(90, 90, 2), 'lamp');
    timers.pass(LONG_PRESS_MS);
    expect(seen).toEqual([]);
  });

  test('on what has no menu nothing happens, and a click that never came is forgotten', () => {
    const { timers, seen, press } = finger();
    press.down(at(), 'lamp');
    timers.pass(LONG_PRESS_MS);
    press.end(1);
    press.down(at(), null);
    timers.pass(LONG_PRESS_MS);
    expect(seen).toEqual(['lamp']);
    expect(press.takesClick()).toBe(false);
  });
});
