import { macIdentifier } from '../describing.ts';
import type { Refinement } from '../plain/place.ts';
import { isObject } from '../safe-json.ts';
import { type App, appDevice, valuesAt } from './app.ts';

/** What names the packet or the device and measures nothing. */
const NO_VALUE = new Set(['encryption', 'BTHome_version', 'pid', 'address', 'local_name']);

/** Events of a button (BTHome, object 0x3A); 0 stands for the buttons that were not pressed. */
const WORDS = { 0: null, 1: 'press', 2: 'double_press', 3: 'triple_press', 4: 'long_press' };
const MORE_WORDS = { 128: 'hold_press', 254: 'hold_press' };
const PRESSES: Refinement = {
  kind: 'event',
  deviceClass: 'button',
  stateClass: null,
  unit: null,
  capabilities: {
    eventTypes: ['press', 'double_press', 'triple_press', 'long_press', 'hold_press'],
  },
  binding: { as: 'text', words: { ...WORDS, ...MORE_WORDS } },
};

/**
 * Bluetooth sensors that a script on a Shelly hears: `shelly-blu/events/<MAC>` with the values of a
 * BTHome packet.
 */
export const shellyBlu: App = ([root, branch, address, ...more], message) => {
  const mac = macIdentifier(address ?? '');
  if (branch !== 'events' || mac === null || more.length > 0) return null;
  if (!isObject(message.json())) return null;
  const id = `${root}/${address}`;
  return valuesAt({
    device: {
      ...appDevice(id, address ?? '', { manufacturer: 'Shelly' }),
      identifiers: [id, mac],
    },
    uniquePrefix: id,
    refine: ({ path }) =>
      path[0] === 'button' ? PRESSES : NO_VALUE.has(path[0] ?? '') ? null : {},
  });
};
