import { isObject } from '../safe-json.ts';
import { inputEvent } from './input-event.ts';
import { type Lamp, lamp, whiteChannel } from './light.ts';
import { flag, isQuantity, measured, worded } from './measured.ts';
import { finite, type Part, readable } from './part.ts';
import { overpower, relay } from './relay.ts';
import { signalStrength, statusPart } from './reports.ts';
import { calibration, gasValve, roller, stopReason } from './roller.ts';
import { thermostat, valvePosition } from './thermostat.ts';
import { firmware } from './update.ts';

const diagnostic = { category: 'diagnostic' } as const;
const problem = { deviceClass: 'problem', ...diagnostic } as const;

/** Yes-or-no topics of their own, and those below `sensor/`. */
const FLAGS: Readonly<Record<string, Partial<Part>>> = {
  overtemperature: problem,
  overload: problem,
  loaderror: problem,
  'sensor/state': { deviceClass: 'opening' },
  'sensor/vibration': { deviceClass: 'vibration' },
  'sensor/flood': { deviceClass: 'moisture' },
  'sensor/smoke': { deviceClass: 'smoke' },
  'sensor/motion': { deviceClass: 'motion' },
  'sensor/charger': { deviceClass: 'battery_charging', ...diagnostic },
  'sensor/ext_power': { deviceClass: 'plug', ...diagnostic },
};

/** Topics with a word; the list is what the documentation names. */
const WORDS: Readonly<Record<string, readonly string[] | null>> = {
  temperature_status: ['Normal', 'High', 'Very High'],
  'sensor/illumination': ['dark', 'twilight', 'bright'],
  'sensor/gas': ['none', 'mild', 'heavy', 'test'],
  'sensor/operation': null,
  'sensor/self_test': null,
  'sensor/act_reasons': null,
  'sensor/error': null,
  'sensor/valve': null,
};
const DIAGNOSTIC_WORDS = /temperature_status|operation|self_test|act_reasons|error$/;

const COUNTED = /^(relay|roller|light|white|color|emeter|thermostat)\/(\d{1,2})$/;
const OF_COUNTED =
  /^(relay|roller|light|white|color|emeter|emeter_n|meter)\/(?:(\d{1,2})\/)?([a-z_]+)$/;
const ADD_ON =
  /^(ext_temperature|ext_humidity|ext_switch|adc|input|longpush|input_event)\/(\d{1,2})$/;

/**
 * The part that a key stands for; null if there is none such.
 * @param key in most cases the path of its topic; also from a stored binding
 */
export function partOf(key: string, isBulb: boolean): Part | null {
  const counted = COUNTED.exec(key);
  if (counted !== null) return countedPart(counted[1]!, counted[2]!, isBulb);
  const addOn = ADD_ON.exec(key);
  if (addOn !== null) return addOnPart(key, addOn[1]!, addOn[2]!);
  if (Object.hasOwn(FLAGS, key)) return flag(key, readable(lastOf(key)), FLAGS[key]);
  if (Object.hasOwn(WORDS, key)) {
    const more = DIAGNOSTIC_WORDS.test(key) ? diagnostic : {};
    return worded(key, readable(lastOf(key)), WORDS[key] ?? null, more);
  }
  const sensor = /^(?:sensor\/)?([a-z]+)$/.exec(key);
  if (sensor !== null && isQuantity(sensor[1]!)) {
    const part = measured(key, sensor[1]!, readable(sensor[1]!));
    // Without `sensor/` it is the temperature inside the housing.
    return key === 'temperature' ? { ...part, ...diagnostic } : part;
  }
  return special(key) ?? countedValue(key);
}

function countedPart(type: string, n: string, isBulb: boolean): Part | null {
  switch (type) {
    case 'relay':
      return relay(n);
    case 'roller':
      return roller(n);
    case 'thermostat':
      return thermostat(n);
    case 'emeter':
      return null;
    default:
      return lamp(type as Lamp, n, isBulb);
  }
}

function addOnPart(key: string, type: string, n: string): Part {
  switch (type) {
    case 'ext_switch':
      return flag(key, `Ext switch ${n}`);
    case 'input':
      return flag(key, `Input ${n}`);
    case 'longpush':
      // The event of the input says the same.
      return flag(key, `Long push ${n}`, { ...diagnostic, enabled: false });
    case 'input_event':
      return inputEvent(n);
    case 'adc':
      return measured(key, 'adc', `ADC ${n}`);
    default: {
      const part = measured(key, type, `${readable(type)} ${n}`);
      return { ...part, listens: [key, `${type.replace(/y$/, 'ie')}s`], read: readAddOn(part, n) };
    }
  }
}

/** `ext_temperatures` has all of `ext_temperature/<n>` in one object. */
const readAddOn =
  (part: Part, n: string): Part['read'] =>
  (spoken, before) => {
    if (spoken.path === part.key) return part.read(spoken, before);
    const json = spoken.message.json();
    const one = isObject(json) ? json[n] : undefined;
    const value = isObject(one) ? (finite(one['tC']) ?? finite(one['hum'])) : undefined;
    return value === undefined ? {} : { value };
  };

/** A quantity of a relay, roller, light or meter: `Relay 0 power`. */
function countedValue(key: string): Part | null {
  const match = OF_COUNTED.exec(key);
  if (match === null || !isQuantity(match[3]!)) return null;
  const [, type = '', n, quantity = ''] = match;
  const owner = n === undefined ? readable(type) : `${readable(type)} ${n}`;
  const part = measured(key, quantity, `${owner} ${quantity.replaceAll('_', ' ')}`);
  // A meter's `total` counts the same and survives a restart.
  const isDuplicate = type === 'emeter' && quantity.endsWith('energy');
  return isDuplicate ? { ...part, enabled: false } : part;
}

/** Parts whose key is no topic with a value of its own. */
const OWN: readonly (readonly [RegExp, (n: string) => Part | null])[] = [
  [/^relay\/(\d{1,2})\/overpower$/, overpower],
  [/^roller\/(\d{1,2})\/rc$/, calibration],
  [/^roller\/(\d{1,2})\/stop_reason$/, stopReason],
  [/^color\/(\d{1,2})\/white$/, whiteChannel],
  [/^valve\/(\d{1,2})\/state$/, gasValve],
  [/^thermostat\/(\d{1,2})\/pos$/, valvePosition],
  [/^status\/([a-z]+)$/, statusPart],
  [/^info\/rssi$/, () => signalStrength],
  [/^update$/, () => firmware],
];

function special(key: string): Part | null {
  for (const [form, make] of OWN) {
    const match = form.exec(key);
    if (match !== null) return make(match[1] ?? '');
  }
  return null;
}

const lastOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
