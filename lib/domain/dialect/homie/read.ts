import type { Entity, State, Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { isObject, parseJson } from '../safe-json.ts';
import { readColor } from './color.ts';
import { bindingOf, type Form, numberOf, type Property } from './property.ts';

/** Words of `$state` (conventions §4.1): a sleeping device will answer, one that starts does not yet. */
const STATES: ReadonlyMap<string, boolean> = new Map([
  ['ready', true],
  ['alert', true],
  ['sleeping', true],
  ['init', false],
  ['disconnected', false],
  ['lost', false],
  // `$online` of version 2.
  ['true', true],
  ['false', false],
]);
const MAX_EVENT = 64;
const MAX_JSON = 1_000;
const MAX_ATTRIBUTES = 32;

/** What a message says about one property of a Homie device. */
export function read(entity: Entity, message: ParsedMessage): readonly Report[] {
  const binding = bindingOf(entity);
  if (binding === null) return [rejected('the entity is bound to nothing')];
  const { property, form } = binding;
  const { topic } = message;
  const text = message.text();
  if (text === null) return [rejected('the payload is not text')];
  if (topic === property.stateTopic || topic === property.rootStateTopic) {
    return [availability(topic, text, topic === property.stateTopic)];
  }
  if (text === '' && !isText(property, form)) return unknown(entity, message);
  // Version 5: the empty text, for an empty payload would delete the topic.
  const content = property.generation === 5 && text === '\0' ? '' : text;
  if (topic === `${property.topic}/$target`) {
    const target = simpleValue(content, form);
    return target === undefined ? [] : [state('target', target, message)];
  }
  if (entity.kind === 'event') return eventOf(content, property, form, message);
  const values = valuesOf(content, form);
  if (values === null) return [rejected(`"${content.slice(0, 40)}" is no ${nameOf(property)}`)];
  return Object.entries(values).map(([name, value]) => state(name, value, message));
}

/** The root of a child takes it down with it, but does not vouch for it. */
function availability(topic: string, text: string, isOwn: boolean): Report {
  const word = text.trim();
  const online = STATES.get(word);
  if (online === undefined) return rejected(`"${word.slice(0, 40)}" is no state of a Homie device`);
  const isUp = isOwn ? online : word !== 'lost' && word !== 'disconnected';
  return { type: 'availability', topic, online: isUp };
}

const isText = ({ generation }: Property, form: Form): boolean =>
  form.type === 'text' && generation === 4;

/** An empty payload clears a topic: there is no value any more. */
function unknown(entity: Entity, message: ParsedMessage): readonly Report[] {
  if (message.topic.endsWith('/$target')) return [state('target', null, message)];
  switch (entity.kind) {
    case 'event':
    case 'button':
      return [];
    case 'switch':
    case 'binary_sensor':
      return [state('on', null, message)];
    case 'color':
      return (['rgb', 'hsv', 'xy'] as const).map((name) => state(name, null, message));
    default:
      return [state('value', null, message)];
  }
}

/** The properties that a payload sets; null if it is none of the property's values. */
function valuesOf(text: string, form: Form): State | null {
  switch (form.type) {
    case 'color':
      return readColor(text, form.models);
    case 'json':
      return jsonValues(text);
    case 'boolean': {
      const on = simpleValue(text, form);
      return on === undefined ? null : { on };
    }
    default: {
      const value = simpleValue(text, form);
      return value === undefined ? null : { value };
    }
  }
}

/** A single value; undefined if the text is none. Limits are the device's own business. */
function simpleValue(text: string, form: Form): Value | undefined {
  switch (form.type) {
    case 'number':
      return numberOf(text) ?? undefined;
    case 'boolean':
      if (text === form.on) return !form.isInverted;
      return text === form.off ? form.isInverted : undefined;
    case 'enum':
      return (
        form.options.find((option) => option === text) ??
        form.options.find((option) => option === text.trim())
      );
    case 'any':
      return numberOf(text) ?? text;
    case 'text':
      return text;
    case 'color':
    case 'json':
      return undefined;
  }
}

/** JSON as text (an array as a list, where it is one), and an object's plain keys beside it. */
function jsonValues(text: string): State | null {
  const json = parseJson(text);
  if (json === undefined) return null;
  if (Array.isArray(json) && json.length <= 16) {
    if (json.every((item) => typeof item === 'number')) return { value: json as number[] };
    if (json.every((item) => typeof item === 'string')) return { value: json as string[] };
  }
  const attributes = isObject(json)
    ? Object.entries(json)
        .filter(
          ([key, item]) =>
            (item === null || ['number', 'boolean', 'string'].includes(typeof item)) &&
            key !== 'value' &&
            key !== 'available' &&
            key !== '__proto__' &&
            key.length <= MAX_EVENT,
        )
        .slice(0, MAX_ATTRIBUTES)
    : [];
  return { value: text.slice(0, MAX_JSON), ...Object.fromEntries(attributes as [string, Value][]) };
}

function eventOf(
  text: string,
  property: Property,
  form: Form,
  message: ParsedMessage,
): readonly Report[] {
  // Kept by the broker or repeated by the home: it was told when it happened.
  if (message.retain || text === '') return [];
  const isValue =
    form.type === 'text' || form.type === 'json' || simpleValue(text, form) !== undefined;
  if (!isValue) return [rejected(`"${text.slice(0, 40)}" is no ${nameOf(property)}`)];
  return [state('event_type', labelOf(text, property, form).slice(0, MAX_EVENT), message)];
}

/** Version 5 gives true and false words of their own. */
function labelOf(text: string, { format }: Property, form: Form): string {
  if (form.type !== 'boolean') return text.trim();
  const labels = format.split(',').map((label) => label.trim());
  const label = labels[text === form.on ? 1 : 0] ?? '';
  return labels.length === 2 && labels.every((one) => one !== '') ? label : text;
}

const nameOf = ({ datatype }: Property): string => `${datatype ?? 'value'} of this property`;

const state = (property: string, value: Value, message: ParsedMessage): Report => ({
  type: 'state',
  property,
  value,
  at: message.at,
});

const rejected = (reason: string): Report => ({ type: 'rejected', reason });
