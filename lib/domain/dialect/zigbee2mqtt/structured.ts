import { invalid, type Refused } from '../../command/refused.ts';
import type { Value } from '../../entity/entity.ts';
import { isObject, parseJson } from '../safe-json.ts';
import { type Expose, isPublished, numberOf } from './expose.ts';
import { type Form, setMessage, state } from './form.ts';

const MAX_NUMBERS = 16;
const MAX_TEXTS = 64;

/**
 * A list or an object with parts: shown as it is, set as JSON. A command may give the value itself
 * or its JSON text.
 */
export function structured(expose: Expose): Form {
  const { property } = expose;
  return {
    properties: [property],
    read(values, _before, moment) {
      const value = values[property];
      return value === undefined ? [] : [state('value', shownValue(value), moment)];
    },
    encode(entity, { value }) {
      const given = typeof value === 'string' ? (parseJson(value) ?? value) : value;
      const wrong = objection(expose, given, property);
      if (wrong !== null) return wrong;
      // An object may be merged with what the device knows: its report does not tell.
      const isTold = Array.isArray(given) && isPublished(expose);
      return setMessage(entity, { [property]: given }, isTold ? { value: shownValue(given) } : {});
    },
  };
}

/** Short lists as they are, everything else as JSON. */
export function shownValue(value: unknown): Value {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    if (value.length <= MAX_NUMBERS && value.every(Number.isFinite)) return value;
    if (value.length <= MAX_TEXTS && value.every((item) => typeof item === 'string')) return value;
  }
  return JSON.stringify(value) ?? null;
}

/** Why a value cannot be what the device announced; null if it can. Parts may be left out. */
function objection(expose: Expose, value: unknown, path: string): Refused | null {
  const must = (what: string) => invalid(`${path.slice(0, 80)} must be ${what}`);
  switch (expose.type) {
    case 'composite': {
      if (!isObject(value)) {
        const parts = expose.features.map(({ name }) => name).slice(0, 12);
        return must(`an object with ${parts.join(', ') || 'its parts'}`);
      }
      for (const feature of expose.features) {
        const part = Object.hasOwn(value, feature.property) ? value[feature.property] : undefined;
        if (part === undefined || part === null) continue;
        const wrong = objection(feature, part, `${path}.${feature.property}`);
        if (wrong !== null) return wrong;
      }
      return null;
    }
    case 'list': {
      if (!Array.isArray(value)) return must('a list');
      const { item } = expose;
      if (item === null) return null;
      for (const [i, entry] of value.entries()) {
        const wrong = objection(item, entry, `${path}[${i}]`);
        if (wrong !== null) return wrong;
      }
      return null;
    }
    case 'numeric': {
      const number = numberOf(value);
      const [least, most] = [expose.min ?? -Infinity, expose.max ?? Infinity];
      if (number !== null && number >= least && number <= most) return null;
      return must(
        `a number${expose.min === null ? '' : ` from ${least}`}${expose.max === null ? '' : ` to ${most}`}`,
      );
    }
    case 'enum': {
      const words = expose.values.map(String);
      if (words.length === 0 || (typeof value !== 'object' && words.includes(String(value))))
        return null;
      return must(`one of ${words.slice(0, 20).join(', ')}`);
    }
    default:
      return null;
  }
}
