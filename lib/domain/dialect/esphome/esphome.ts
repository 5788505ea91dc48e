import { unsupported } from '../../command/refused.ts';
import type { Dialect, ParsedMessage, Report } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { stateTopic } from './component.ts';
import { COMPONENTS } from './components.ts';
import { DIALECT, define } from './define.ts';
import { emptyNotebook, type Notebook, recall } from './notebook.ts';

/**
 * ESPHome without discovery: the default topics `<prefix>/<component>/<object_id>/state` and
 * `/command`, `<prefix>/status`, `esphome/discover/<name>` (conventions §6). The form of the topics
 * makes it likely; a node with discovery is described better there.
 */
export const esphome: Dialect<Notebook> = {
  name: DIALECT,
  infers: true,
  announces: ['esphome/discover/+'],
  start: emptyNotebook,
  recall,
  define,
  read(entity, message, before) {
    const { availability, binding } = entity.source;
    if (availability?.topics.includes(message.topic)) return [readStatus(message)];
    if (binding['node'] !== undefined) return [readAddress(message)];
    const { base, type } = binding;
    const component = COMPONENTS.get(String(type));
    if (typeof base !== 'string' || component === undefined) {
      return [{ type: 'rejected', reason: 'this ESPHome entity is broken' }];
    }
    const part = component.parts.find((one) => stateTopic(base, one) === message.topic);
    if (part === undefined) return [];
    const features = featuresOf(binding['features']);
    const reading = component.read(part, message, { before, features, base });
    if (typeof reading === 'string') return [{ type: 'rejected', reason: reading }];
    return Object.entries(reading).flatMap(([property, value]): Report[] =>
      value === undefined ? [] : [{ type: 'state', property, value, at: message.at }],
    );
  },
  encode({ source: { binding }, capabilities }, command, before) {
    const { base, type } = binding;
    const component = COMPONENTS.get(String(type));
    if (!component?.encode || typeof base !== 'string') return unsupported(command.command);
    const features = featuresOf(binding['features']);
    return component.encode(command, { base, features, capabilities, before });
  },
};

const featuresOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((feature) => typeof feature === 'string') : [];

function readStatus(message: ParsedMessage): Report {
  const word = message.text()?.trim();
  return word === 'online' || word === 'offline'
    ? { type: 'availability', topic: message.topic, online: word === 'online' }
    : { type: 'rejected', reason: 'the status is neither online nor offline' };
}

function readAddress(message: ParsedMessage): Report {
  const json = message.json();
  const ip = isObject(json) ? json['ip'] : undefined;
  return typeof ip === 'string'
    ? { type: 'state', property: 'value', value: ip, at: message.at }
    : { type: 'rejected', reason: 'no address in it' };
}
