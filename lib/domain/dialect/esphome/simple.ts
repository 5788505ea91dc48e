import { onOffCommand } from '../../command/arguments.ts';
import { isRefused, unsupported } from '../../command/refused.ts';
import type { State } from '../../entity/entity.ts';
import { isObject, jsonText } from '../safe-json.ts';
import { type Component, numberIn, say, textOf } from './component.ts';

const MAIN = [''];
const NONE: readonly string[] = [];

const onOff = (text: string) =>
  text === 'ON' || text === 'OFF' ? { on: text === 'ON' } : 'the state is neither ON nor OFF';

export const SENSOR: Component = {
  ...{ kind: 'sensor', parts: MAIN, commands: NONE },
  read(_, message) {
    const value = numberIn(textOf(message));
    return value === undefined ? 'the state is not a number' : { value };
  },
};

export const BINARY_SENSOR: Component = {
  ...{ kind: 'binary_sensor', parts: MAIN, commands: NONE },
  read: (_, message) => onOff(textOf(message)),
};

/** A text that is only shown; an empty one is unknown. */
export const TEXT_SENSOR: Component = {
  ...{ kind: 'sensor', parts: MAIN, commands: NONE },
  read(_, message) {
    const text = message.text();
    return text === null ? 'the state is no text' : { value: text === '' ? null : text };
  },
};

export const SWITCH: Component = {
  ...{ kind: 'switch', parts: MAIN, commands: MAIN },
  read: (_, message) => onOff(textOf(message)),
  encode(command, context) {
    const wish = onOffCommand(command, context.before);
    if (isRefused(wish)) return wish;
    return say(context, [['', wish.on ? 'ON' : 'OFF']], { on: wish.on });
  },
};

/** Its limits are in the discovery alone, which is off here. */
export const NUMBER: Component = {
  ...{ kind: 'number', parts: MAIN, commands: MAIN },
  capabilities: () => ({ min: -1e9, max: 1e9, mode: 'box' }),
  read: SENSOR.read,
  encode(command, context) {
    if (command.command !== 'set') return unsupported(command.command);
    const value = Number(command['value']);
    return say(context, [['', String(value)]], { value });
  },
};

/** Its options are in the discovery alone: any text may be one. */
export const SELECT: Component = {
  ...{ kind: 'select', parts: MAIN, commands: MAIN },
  capabilities: () => ({ options: [] }),
  read: TEXT_SENSOR.read,
  encode(command, context) {
    if (command.command !== 'select') return unsupported(command.command);
    const value = String(command['option']);
    return say(context, [['', value]], { value });
  },
};

export const TEXT: Component = {
  ...{ kind: 'text', parts: MAIN, commands: MAIN },
  capabilities: () => ({ max: 255 }),
  read: (_, message) => {
    const value = message.text();
    return value === null ? 'the state is no text' : { value };
  },
  encode(command, context) {
    if (command.command !== 'set') return unsupported(command.command);
    const value = String(command['value']);
    return say(context, [['', value]], { value });
  },
};

const LOCK_STATES = new Set(['locked', 'unlocked', 'jammed', 'locking', 'unlocking', 'open']);
const LOCK_TARGETS: Readonly<Record<string, string>> = {
  lock: 'locked',
  unlock: 'unlocked',
  open: 'open',
};

export const LOCK: Component = {
  ...{ kind: 'lock', parts: MAIN, commands: MAIN },
  capabilities: () => ({ commands: ['lock', 'unlock', 'open'] }),
  read(_, message) {
    const state = textOf(message).toLowerCase();
    if (LOCK_STATES.has(state)) return { state };
    return state === 'none' ? { state: null } : 'the state is none of a lock';
  },
  encode(command, context) {
    const state = Object.hasOwn(LOCK_TARGETS, command.command)
      ? LOCK_TARGETS[command.command]
      : undefined;
    if (state === undefined) return unsupported(command.command);
    // An opened lock says that it is unlocked, or nothing at all.
    const target: State = state === 'open' ? {} : { state };
    return say(context, [['', command.command.toUpperCase()]], target);
  },
};

const ARMED = ['home', 'away', 'night', 'vacation', 'custom_bypass'];
const ALARM_STATES = new Set([
  ...['disarmed', 'pending', 'arming', 'disarming', 'triggered'],
  ...ARMED.map((mode) => `armed_${mode}`),
]);
const ALARM_COMMANDS = ['disarm', ...ARMED.map((mode) => `arm_${mode}`)];

export const ALARM: Component = {
  ...{ kind: 'alarm_control_panel', parts: MAIN, commands: MAIN },
  capabilities: () => ({ commands: ALARM_COMMANDS }),
  read(_, message) {
    const state = textOf(message).toLowerCase();
    return ALARM_STATES.has(state) ? { state } : 'the state is none of an alarm';
  },
  encode(command, context) {
    if (!ALARM_COMMANDS.includes(command.command)) return unsupported(command.command);
    const state = command.command.replace(/^arm_/, 'armed_').replace(/^disarm$/, 'disarmed');
    return say(context, [['', command.command.toUpperCase()]], { state });
  },
};

const EVENT = 'event:';
const MAX_EVENT_TYPES = 32;

/** Its types are known from those that have happened. */
export const EVENTS: Component = {
  ...{ kind: 'event', parts: MAIN, commands: NONE },
  capabilities: (features) => ({
    eventTypes: features
      .filter((feature) => feature.startsWith(EVENT))
      .map((feature) => feature.slice(EVENT.length))
      .slice(0, MAX_EVENT_TYPES),
  }),
  features(_, message) {
    const type = eventType(message.json());
    return type === null ? [] : [`${EVENT}${type}`];
  },
  read(_, message) {
    const type = eventType(message.json());
    if (type === null) return 'the event has no event_type';
    // A retained event is long over (conventions §0, rule 4).
    return message.retain ? {} : { event_type: type };
  },
};

function eventType(json: unknown): string | null {
  const type = isObject(json) ? json['event_type'] : undefined;
  return typeof type === 'string' && type !== '' ? type.slice(0, 64) : null;
}

const UPDATE_TEXTS = ['installed_version', 'latest_version', 'title', 'release_url'];

export const UPDATE: Component = {
  ...{ kind: 'update', parts: MAIN, commands: MAIN, deviceClass: 'firmware' },
  capabilities: () => ({ commands: ['install'] }),
  read(_, message) {
    const json = message.json();
    if (!isObject(json)) return 'the state is not a JSON object';
    const told = UPDATE_TEXTS.filter((key) => typeof json[key] === 'string');
    const summary = json['summary'] ?? json['release_summary'];
    const { in_progress: progress, update_percentage: percentage } = json;
    return {
      ...Object.fromEntries(told.map((key) => [key, jsonText(json[key])])),
      ...(typeof summary === 'string' ? { release_summary: summary } : {}),
      ...(typeof progress === 'boolean' ? { in_progress: progress } : {}),
      ...(typeof percentage === 'number' ? { update_percentage: percentage } : {}),
    };
  },
  encode: (command, context) =>
    command.command === 'install'
      ? say(context, [['', 'INSTALL']], {})
      : unsupported(command.command),
};
