import type { Entity } from '../../entity/entity.ts';
import type { Dialect } from '../dialect.ts';
import { readAttributes } from './attributes.ts';
import { readAvailability } from './availability.ts';
import { define, type Memory } from './define.ts';
import { type Bound, openBinding } from './describe-entity.ts';
import { inEncoding } from './encoding.ts';
import { knowingItself } from './self.ts';

/** Home Assistant's own default. */
export const DISCOVERY_PREFIX = 'homeassistant';

/**
 * Home Assistant MQTT discovery (conventions §1): single-component and device-based
 * configurations below `prefix`, which may have several levels.
 */
export function createHaDiscovery(prefix: string): Dialect<Memory> {
  const name = 'home-assistant';
  /** Bindings are opened once: templates compiled, words and ranges read. */
  const opened = new WeakMap<object, Bound | string>();
  const open = ({ source: { binding } }: Entity): Bound | string => {
    const known = opened.get(binding);
    if (known !== undefined) return known;
    const bound = openBinding(binding);
    opened.set(binding, bound);
    return bound;
  };
  return {
    name,
    infers: false,
    announces: [`${prefix}/+/+/config`, `${prefix}/+/+/+/config`],
    start: () => ({ parts: new Map() }),

    recall(memory, entities) {
      for (const { uniqueId, source } of entities) {
        const { part } = source.binding;
        if (typeof part !== 'string' || source.definedBy === null) continue;
        const parts = memory.parts.get(source.definedBy) ?? new Map<string, string>();
        memory.parts.set(source.definedBy, parts.set(part, uniqueId));
      }
    },

    define: (memory, message) => define(prefix, name, memory, message),

    read(entity, given, before) {
      const bound = open(entity);
      if (typeof bound === 'string') return [{ type: 'rejected', reason: bound }];
      const { kind, opened, attributes } = bound;
      const decoded = inEncoding(given, bound.encoding);
      const message = bound.asksAboutItself ? knowingItself(decoded, entity, before) : decoded;
      return [
        ...readAvailability(bound.availability, message),
        ...opened.read(message, before),
        ...(attributes === null ? [] : readAttributes(attributes, kind, opened, message, before)),
      ];
    },

    encode(entity, command, before) {
      const bound = open(entity);
      if (typeof bound === 'string')
        return { ok: false, code: 'unsupported_command', reason: bound };
      return bound.opened.encode(command, before);
    },
  };
}

export const haDiscovery: Dialect = createHaDiscovery(DISCOVERY_PREFIX);
