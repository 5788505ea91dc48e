import { expect, test } from 'vitest';
import { talk } from '../talk.ts';

test('what the receiver says of itself makes no device', () => {
  const home = talk();
  home.hear('rtl_433/pi/states', { enabled: 3, frames: { count: 3, events: 1 } });
  home.hear('rtl_433/pi/availability', 'online', { retain: true });
  home.hear('rtl_433/availability', 'online', { retain: true });
  expect(home.entities()).toEqual([]);
});
