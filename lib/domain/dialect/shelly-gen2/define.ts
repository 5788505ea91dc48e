import type { Definition, EntityDescription, ParsedMessage } from '../dialect.ts';
import { NOTHING_NEW } from '../noted.ts';
import { isObject } from '../safe-json.ts';
import { componentOf } from './component-types.ts';
import { describePart, describeShelly } from './describe.ts';
import { asker, type Frame, formOf, frameOf, requestTopic, statusesOf } from './frame.ts';
import { type DeviceFacts, factsOf, isShellyId, type Notebook } from './notebook.ts';
import type { Fields } from './part.ts';

/** Housekeeping that names no number; a stranger's topic may be called the same. */
const GENERAL = new Set(['sys', 'wifi', 'eth', 'cloud']);
/** The same with nothing in it to show: that it is connected is seen by its speaking. */
const SILENT = new Set(['mqtt', 'ws', 'ble', 'bthome', 'knx', 'matter', 'modbus', 'ui']);
/**
 * Components appear with the first message that speaks of them, and each of their values with the
 * first that names it. A device that has told only a part is asked for the rest, once.
 */
export function define(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  const form = formOf(topic);
  if (form === null) return announced(memory, message);
  if (form.type === 'status' && !isStatusOf(memory, form.prefix, message)) {
    const isSilent = SILENT.has(statusName(form.prefix, topic)) && isShelly(memory, form.prefix);
    return isSilent ? NOTHING_NEW : [];
  }
  const refusal = form.type === 'reply' ? refusalIn(message) : null;
  if (refusal !== null) return [{ type: 'rejected', reason: refusal }];
  if (form.type === 'reply' && !memory.devices.has(form.prefix)) return [];
  const frame = frameOf(message);
  if (frame === null) return [];
  const facts = factsOf(memory, frame.prefix, frame.source);
  if (facts === null) return [{ type: 'rejected', reason: 'too many Shelly devices' }];
  note(facts, frame);
  const entities = [...fromStatuses(memory, facts, frame), ...fromEvents(memory, facts, frame)];
  const isWhole = frame.full && form.type !== 'status';
  const questions = isWhole || message.retain ? [] : ask(memory, frame.prefix);
  if (isWhole) memory.asked.add(frame.prefix);
  if (entities.length === 0) return questions;
  const device = describeShelly(frame.prefix, facts);
  return [{ type: 'define', device, entities, complete: false }, ...questions];
}

const statusName = (prefix: string, topic: string): string =>
  topic.slice(prefix.length + '/status/'.length);

const isShelly = (memory: Notebook, prefix: string): boolean =>
  memory.devices.has(prefix) || isShellyId(prefix);

/** `<prefix>/status/…` is a common form: the content must be a Shelly's, or the prefix known as one. */
function isStatusOf(memory: Notebook, prefix: string, message: ParsedMessage): boolean {
  const name = statusName(prefix, message.topic);
  const component = componentOf(name);
  if (component === null || prefix === '') return false;
  const status = message.json();
  if (!isObject(status)) return false;
  if (component.id !== null && status['id'] === component.id) return true;
  return (GENERAL.has(name) || component.id !== null) && isShelly(memory, prefix);
}

/** `<prefix>/online` of a device with its own name, and `<prefix>/announce`, which describes it. */
function announced(memory: Notebook, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  if (topic.endsWith('/online')) {
    const prefix = topic.slice(0, -'/online'.length);
    return isShellyId(prefix) && message.text()?.trim() === 'true' ? ask(memory, prefix) : [];
  }
  if (!topic.endsWith('/announce') || topic === 'shellies/announce') return [];
  const json = message.json();
  if (!isObject(json) || typeof json['gen'] !== 'number' || json['gen'] < 2) return [];
  const prefix = topic.slice(0, -'/announce'.length);
  const source = typeof json['id'] === 'string' ? json['id'] : null;
  const facts = factsOf(memory, prefix, source);
  if (facts !== null) noteInfo(facts, json);
  return ask(memory, prefix);
}

/** Why the device did not do what it was asked. */
function refusalIn(message: ParsedMessage): string | null {
  const json = message.json();
  const error = isObject(json) ? json['error'] : undefined;
  if (!isObject(error)) return null;
  const text = typeof error['message'] === 'string' ? error['message'] : `code ${error['code']}`;
  return `the device refused a command: ${text.slice(0, 160)}`;
}

/** What a status says about the device itself. */
function note(facts: DeviceFacts, { components }: Frame): void {
  const sys = components['sys'];
  if (isObject(sys)) {
    if (typeof sys['mac'] === 'string') facts.mac = sys['mac'];
    if (typeof sys['wakeup_period'] === 'number' && sys['wakeup_period'] > 0) {
      facts.wakeupS = sys['wakeup_period'];
    }
  }
  const power = components['devicepower:0'];
  const external = isObject(power) ? power['external'] : undefined;
  if (isObject(external))
    facts.wakeupS = external['present'] === true ? 0 : facts.wakeupS || 86_400;
  // The answer to Shelly.GetDeviceInfo has no components but these keys.
  if (typeof components['gen'] === 'number') noteInfo(facts, components);
}

function noteInfo(facts: DeviceFacts, info: Fields): void {
  const word = (key: string) =>
    typeof info[key] === 'string' && info[key] !== '' ? (info[key] as string) : null;
  facts.mac = word('mac') ?? facts.mac;
  facts.name = word('name') ?? facts.name;
  facts.model = word('model') ?? facts.model;
  facts.version = word('ver') ?? facts.version;
}

function fromStatuses(memory: Notebook, facts: DeviceFacts, frame: Frame) {
  return statusesOf(frame).flatMap(([name, status]): readonly EntityDescription[] => {
    const component = componentOf(name);
    if (component === null) return [];
    return component.parts
      .filter((part) => part.isIn(status))
      .map((part) => describePart(memory, frame.prefix, facts, component, part, status));
  });
}

function fromEvents(memory: Notebook, facts: DeviceFacts, frame: Frame) {
  const names = new Set(frame.events.map((event) => `${event.component} ${event.event}`));
  return [...names].flatMap((pair): readonly EntityDescription[] => {
    const space = pair.indexOf(' ');
    const component = componentOf(pair.slice(0, space));
    const part = component?.parts.find(({ occurs }) => occurs?.includes(pair.slice(space + 1)));
    if (!component || !part) return [];
    return [describePart(memory, frame.prefix, facts, component, part, {})];
  });
}

/** Asks the device for all it has to say, once. */
function ask(memory: Notebook, prefix: string): readonly Definition[] {
  if (memory.asked.has(prefix) || memory.asked.size >= 10_000) return [];
  memory.asked.add(prefix);
  factsOf(memory, prefix, null);
  return ['Shelly.GetDeviceInfo', 'Shelly.GetStatus'].map((method, i) => ({
    type: 'publish',
    message: {
      topic: requestTopic(prefix),
      payload: JSON.stringify({ id: i + 1, src: asker(prefix), method }),
      ...{ qos: 0, retain: false },
    },
  }));
}
