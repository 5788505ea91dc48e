import type { DeviceDescription } from '../dialect.ts';
import { readable } from '../infer/names.ts';

/** Where a topic stands in the plain tree, and which device speaks there. */
export type Place =
  | {
      readonly type: 'values';
      readonly device: DeviceDescription;
      /** Start of the unique ids; `/` cannot be part of a level, so ids cannot collide. */
      readonly uniquePrefix: string;
      /** Names the topic gives its value, outermost first; none for `sensors/<device>/data`. */
      readonly names: readonly string[];
      /** The level before, which may tell what a nameless value is. */
      readonly context: string | null;
      readonly availabilityTopic: string | null;
    }
  | { readonly type: 'light'; readonly device: DeviceDescription; readonly level: string };

/** Last levels that carry commands or requests, never states (conventions §0, rule 3). */
const COMMANDS = new Set(['set', 'get', 'cmnd', 'command', 'cmd', 'rpc', 'api', 'request']);
/** Levels below which only commands travel. */
const COMMAND_TREES = new Set(['cmnd', 'set', 'commands', 'control']);
const MAX_LEVEL = 120;

export const statusTopic = (device: string): string => `devices/${device}/status`;
export const lightStateTopic = (device: string): string => `lights/${device}/state`;
export const lightCommandTopic = (device: string): string => `control/lights/${device}`;

/** The place of a documented topic, or null if no state travels there. */
export function placeOf(topic: string): Place | null {
  const levels = topic.split('/');
  const [root, device, last] = levels;
  if (levels.length === 3 && device !== '' && device!.length <= MAX_LEVEL && last !== '') {
    if (root === 'lights' && last === 'state')
      return { type: 'light', device: plainDevice(device!), level: device! };
    if (COMMANDS.has(last!)) return null;
    if (root === 'sensors') return sensors(device!, last!);
    if (root === 'home') return home(device!, last!);
  }
  return null;
}

function sensors(device: string, last: string): Place {
  return {
    type: 'values',
    device: plainDevice(device),
    uniquePrefix: device,
    names: last === 'data' ? [] : [last],
    context: device,
    availabilityTopic: statusTopic(device),
  };
}

function home(room: string, quantity: string): Place {
  const name = readable(room);
  return {
    type: 'values',
    device: deviceOf(`plain:home/${room}`, name, name),
    uniquePrefix: `home/${room}`,
    names: [quantity],
    context: null,
    availabilityTopic: null,
  };
}

/**
 * The place of any other topic: `…/<device>/<quantity>`, or `…/<device>` where the payload is an
 * object of several values. null for topics of commands, of the broker and of configurations.
 */
export function placeAnywhere(topic: string, severalValues: boolean): Place | null {
  const levels = topic.split('/');
  const last = levels.at(-1)!;
  if (topic.startsWith('$') || last === '' || last === 'config' || COMMANDS.has(last.toLowerCase()))
    return null;
  if (levels.slice(0, -1).some((level) => COMMAND_TREES.has(level.toLowerCase()))) return null;
  if (/(^|\/)bridge\/(request|response|logging)(\/|$)/.test(topic)) return null;
  if (levels[0] === 'devices' || levels[0] === 'clients') return null;
  const parents = severalValues ? levels : levels.slice(0, -1);
  const owner = parents.findLast((level) => level !== '') ?? last;
  const path = parents.join('/');
  return {
    type: 'values',
    device: deviceOf(`plain:topic/${path === '' ? last : path}`, readable(owner), null),
    uniquePrefix: path === '' ? 'topic' : `topic/${path}`,
    names: severalValues ? [] : [last],
    context: owner,
    availabilityTopic: null,
  };
}

const plainDevice = (device: string): DeviceDescription =>
  deviceOf(`plain:${device}`, readable(device), null);

function deviceOf(identifier: string, name: string, room: string | null): DeviceDescription {
  return {
    name,
    manufacturer: null,
    model: null,
    swVersion: null,
    room,
    identifiers: [identifier],
    viaDevice: null,
  };
}
