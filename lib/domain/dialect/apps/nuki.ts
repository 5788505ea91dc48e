import { nameIn, rename } from '../plain/asides.ts';
import type { Refinement } from '../plain/place.ts';
import { type App, appDevice, NOTHING, valuesAt } from './app.ts';

/** States of a lock by Nuki's numbers (MQTT API 1.5, §3.3) and by Nuki Hub's words. */
const STATES: Readonly<Record<string, string | null>> = {
  ...{ 0: null, 1: 'locked', 2: 'unlocking', 3: 'unlocked', 4: 'locking', 5: 'open' },
  ...{ 6: 'unlocked', 7: 'opening', 253: null, 254: 'jammed', 255: null },
  ...{ locked: 'locked', unlocking: 'unlocking', unlocked: 'unlocked', locking: 'locking' },
  ...{ unlatched: 'open', unlatching: 'opening', motorBlocked: 'jammed', undefined: null },
  unlockedLnga: 'unlocked',
};
const DOOR: Readonly<Record<string, boolean | null>> = {
  ...{ 0: null, 1: null, 2: false, 3: true, 4: null, 5: null },
  ...{ doorClosed: false, closed: false, doorOpened: true, opened: true, open: true },
};

const yesOrNo = (
  deviceClass: string,
  words: Readonly<Record<string, boolean | null>>,
): Refinement => ({
  kind: 'binary_sensor',
  deviceClass,
  stateClass: null,
  unit: null,
  category: deviceClass === 'battery' ? 'diagnostic' : null,
  binding: { as: 'boolean', words },
});
const NO_WORDS = {};

function lock(topic: string, says: Readonly<Record<string, string>>): Refinement {
  return {
    kind: 'lock',
    name: null,
    deviceClass: null,
    stateClass: null,
    unit: null,
    category: null,
    capabilities: { commands: ['lock', 'unlock', 'open'] },
    binding: { as: 'text', words: STATES, says },
    commandTopics: [topic],
  };
}

const CHARGE: Refinement = {
  unit: '%',
  deviceClass: 'battery',
  stateClass: 'measurement',
  category: 'diagnostic',
};

/**
 * Nuki's own API, `nuki/<id>/state` by numbers with `…/lockAction`, and Nuki Hub,
 * `nuki/lock/state` by words with `…/lock/action`.
 */
export const nuki: App = (levels, message, notebook) => {
  const [root, part = '', ...path] = levels;
  const leaf = path.join('/');
  return /^[0-9A-F]{6,8}$/i.test(part)
    ? ownApi(`${root}/${part}`, part, leaf, message, notebook)
    : hub(`${root}`, [part, ...path].join('/'));
};

function ownApi(
  id: string,
  serial: string,
  leaf: string,
  message: Parameters<App>[1],
  notebook: Parameters<App>[2],
): ReturnType<App> {
  if (leaf === 'name') {
    const name = nameIn(message);
    return name === null ? NOTHING : [...NOTHING, ...rename(notebook, id, name)];
  }
  const known: Readonly<Record<string, Refinement>> = {
    state: lock(`${id}/lockAction`, { lock: '2', unlock: '1', open: '3' }),
    batteryCritical: yesOrNo('battery', NO_WORDS),
    batteryCharging: yesOrNo('battery_charging', NO_WORDS),
    batteryChargeState: CHARGE,
    doorsensorState: yesOrNo('door', DOOR),
  };
  if (!Object.hasOwn(known, leaf)) return NOTHING;
  return valuesAt({
    device: appDevice(id, `Nuki ${serial}`, { manufacturer: 'Nuki' }),
    uniquePrefix: id,
    names: [leaf],
    availabilityTopics: [`${id}/connected`],
    refine: () => known[leaf] ?? {},
  });
}

function hub(root: string, leaf: string): ReturnType<App> {
  const known: Readonly<Record<string, Refinement>> = {
    'lock/state': lock(`${root}/lock/action`, { lock: 'lock', unlock: 'unlock', open: 'unlatch' }),
    'lock/doorSensorState': yesOrNo('door', DOOR),
    'battery/critical': yesOrNo('battery', NO_WORDS),
    'battery/charging': yesOrNo('battery_charging', NO_WORDS),
    'battery/level': CHARGE,
    'battery/voltage': { unit: 'V', deviceClass: 'voltage', category: 'diagnostic' },
    'maintenance/wifiRssi': { unit: 'dBm', deviceClass: 'signal_strength', category: 'diagnostic' },
    'lock/rssi': { unit: 'dBm', deviceClass: 'signal_strength', category: 'diagnostic' },
  };
  if (!Object.hasOwn(known, leaf)) return NOTHING;
  return valuesAt({
    device: appDevice(root, 'Nuki', { manufacturer: 'Nuki' }),
    uniquePrefix: root,
    names: leaf.split('/'),
    availabilityTopics: [`${root}/maintenance/mqttConnectionState`],
    refine: () => known[leaf] ?? {},
  });
}
