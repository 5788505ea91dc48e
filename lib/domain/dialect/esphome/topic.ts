import type { Component } from './component.ts';
import { COMPONENTS } from './components.ts';

/** Where a state topic of the default tree stands. */
export type Place = {
  readonly prefix: string;
  /** ESPHome's name of the component. */
  readonly type: string;
  readonly component: Component;
  readonly object: string;
  /** Which part of the state: empty for the main one. */
  readonly part: string;
};

/** Trees of others with the same form: Home Assistant's own states and configurations. */
const FOREIGN = new Set(['homeassistant', 'hass']);
const OBJECT = /^[\p{L}\p{N}_.-]{1,120}$/u;
const STATE = '/state';

/**
 * The place of `<prefix>/<component>/<object_id>[/<part>]/state`; null if the topic is none such. A
 * prefix may have several levels.
 */
export function placeOf(topic: string): Place | null {
  if (!topic.endsWith(STATE)) return null;
  const levels = topic.slice(0, -STATE.length).split('/');
  for (const depth of [2, 3]) {
    const [type = '', object = '', part = ''] = levels.slice(-depth);
    const prefix = levels.slice(0, -depth).join('/');
    const component = COMPONENTS.get(type);
    if (component?.parts.includes(part) !== true || !OBJECT.test(object)) continue;
    if (prefix === '' || FOREIGN.has(levels[0]!)) return null;
    return { prefix, type, component, object, part };
  }
  return null;
}

/** `<prefix>/<component>/<object_id>`. */
export const baseOf = ({ prefix, type, object }: Place): string => `${prefix}/${type}/${object}`;
