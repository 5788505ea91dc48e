import type { ParsedMessage } from '../dialect.ts';
import { readable } from '../infer/names.ts';
import { scalarOfJson } from '../infer/scalar.ts';
import { knownUnit } from '../infer/units.ts';
import { type Leaf, leavesOf } from '../plain/flatten.ts';
import type { Refinement } from '../plain/place.ts';
import { isObject } from '../safe-json.ts';
import { type App, appDevice, NOTHING, SETTABLE, valuesAt } from './app.ts';
import {
  ALARM_WORDS,
  alarmClass,
  commandClass,
  LOCK_MODES,
  meterOf,
  OPERATING_STATES,
  SCENES,
  THERMOSTAT_MODES,
} from './zwave-classes.ts';

const ENDPOINT = /^(?:endpoint_)?(\d{1,2})$/;
/** The brightest level of a dimmer; 255 asks for the level it had. */
const FULL = 99;

/** Where class and endpoint stand side by side, after a prefix and a node; -1: nowhere. */
function classAt(levels: readonly string[]): number {
  // A node may be called "Lock" or "Battery": numbers go first.
  for (const form of [/^\d/, /^\D/]) {
    for (let at = 2; at < levels.length - 2; at++) {
      const level = levels[at] ?? '';
      if (form.test(level) && ENDPOINT.test(levels[at + 1] ?? '') && commandClass(level) !== null)
        return at;
    }
  }
  return -1;
}

/** Values of Z-Wave JS UI below another prefix: a class by its name and an endpoint. */
export const isZwave = (topic: string): boolean =>
  topic.includes('/endpoint_') && classAt(topic.split('/')) > 0;

/**
 * Z-Wave JS UI: `zwave/[<location>/]<node>/<class>/<endpoint>/<property>[/<key>]` with
 * `{"time": …, "value": …}`, a bare value or a whole value object; `…/set` writes it.
 */
export const zwave: App = (levels, message) => {
  const at = classAt(levels);
  // `_CLIENTS` and `_EVENTS` are about the gateway; a node's `status` is heard with its values.
  if (at < 0 || levels[1]?.startsWith('_')) return NOTHING;
  const number = commandClass(levels[at] ?? '');
  const [, endpoint = '0'] = ENDPOINT.exec(levels[at + 1] ?? '') ?? [];
  const property = levels.slice(at + 2);
  if (number === 'hidden' || number === null || property.at(-1) === 'set') return NOTHING;
  const base = levels.slice(0, at + 2).join('/');
  const refinement = refine(number, property, base, message.topic);
  if (refinement === null) return NOTHING;
  const node = levels.slice(0, at);
  const path = node.join('/');
  const room = node.length > 2 ? readable(node[1] ?? '') : null;
  return valuesAt({
    device: appDevice(path, readable(node.at(-1) ?? ''), { room }),
    uniquePrefix: `${path}/${number}`,
    names: endpoint === '0' ? property : [endpoint, ...property],
    availabilityTopics: [`${path}/status`],
    leaves: leafOf,
    refine: () => refinement,
  });
};

/** The value itself, or the `value` of the object around it. */
function leafOf(message: ParsedMessage): readonly Leaf[] {
  const json = message.json();
  if (!isObject(json)) return leavesOf(message);
  const scalar = scalarOfJson(json['value']);
  if (scalar === null) return [];
  const unit = typeof json['unit'] === 'string' ? knownUnit(json['unit']) : null;
  return [{ path: ['value'], names: [], scalar, unit }];
}

/** What a property of a class is; null: it is not shown. `base` is the topic up to the endpoint. */
function refine(
  number: number,
  property: readonly string[],
  base: string,
  topic: string,
): Refinement | null {
  const [first = '', key = ''] = property;
  const is = (name: string) => first.toLowerCase() === name;
  switch (number) {
    case 37:
      return is('currentvalue')
        ? {
            kind: 'switch',
            deviceClass: null,
            binding: { as: 'boolean' },
            commandTopics: [`${base}/${target(first)}/set`],
          }
        : null;
    case 38:
      return is('currentvalue') ? dimmer(`${base}/${target(first)}/set`) : null;
    case 48:
    case 49:
      return {};
    case 50: {
      const meter = is('value') ? meterOf(key) : null;
      return meter === null ? (is('value') ? {} : null) : { name: meterName(meter), ...meter };
    }
    case 64:
      return is('mode') ? worded(THERMOSTAT_MODES, [`${topic}/set`]) : null;
    case 66:
      return is('state') ? worded(OPERATING_STATES, []) : null;
    case 67:
      return is('setpoint')
        ? {
            deviceClass: 'temperature',
            stateClass: 'measurement',
            capabilities: SETTABLE,
            commandTopics: [`${topic}/set`],
          }
        : null;
    case 91:
      return is('scene')
        ? {
            kind: 'event',
            deviceClass: 'button',
            stateClass: null,
            unit: null,
            capabilities: { eventTypes: Object.values(SCENES) },
            binding: { as: 'text', words: SCENES },
          }
        : null;
    case 98:
      return lock(first, base);
    case 113:
      return is('alarmtype') || is('alarmlevel') ? null : alarm(property);
    case 128:
      if (is('level'))
        return {
          unit: '%',
          deviceClass: 'battery',
          stateClass: 'measurement',
          category: 'diagnostic',
        };
      return is('islow')
        ? {
            kind: 'binary_sensor',
            deviceClass: 'battery',
            category: 'diagnostic',
            binding: { as: 'boolean' },
          }
        : null;
    default:
      return null;
  }
}

/** The topic that is written, in the spelling of the one that is read. */
const target = (current: string): string =>
  current.replace(/current/i, (word) => (word === 'current' ? 'target' : 'Target'));

const meterName = ({ deviceClass, unit }: Refinement): string =>
  readable(deviceClass ?? unit ?? 'meter');

const dimmer = (commandTopic: string): Refinement => ({
  kind: 'light',
  deviceClass: null,
  stateClass: null,
  unit: null,
  category: null,
  capabilities: { colorModes: ['brightness'] },
  binding: { as: 'number', scale: FULL, says: { turn_on: '255', turn_off: '0' } },
  commandTopics: [commandTopic],
});

/** A number that stands for a word. */
const worded = (
  words: Readonly<Record<string, string>>,
  commandTopics: readonly string[],
): Refinement => ({
  kind: 'sensor',
  deviceClass: 'enum',
  stateClass: null,
  unit: null,
  category: null,
  capabilities: {
    options: Object.values(words),
    ...(commandTopics.length > 0 ? SETTABLE : {}),
  },
  binding: { as: 'text', words },
  commandTopics,
});

function lock(property: string, base: string): Refinement | null {
  if (property.toLowerCase() !== 'currentmode')
    return /^(?:door|bolt|latch)Status$/i.test(property) ? {} : null;
  return {
    kind: 'lock',
    deviceClass: null,
    stateClass: null,
    unit: null,
    category: null,
    capabilities: { commands: ['lock', 'unlock'] },
    binding: { as: 'text', words: LOCK_MODES, says: { lock: '255', unlock: '0' } },
    commandTopics: [`${base}/${target(property)}/set`],
  };
}

const alarm = (property: readonly string[]): Refinement => ({
  kind: 'binary_sensor',
  deviceClass: alarmClass(property.join(' ')),
  stateClass: null,
  unit: null,
  category: null,
  binding: { as: 'text', words: ALARM_WORDS },
});
