import type { Value } from '../../entity/entity.ts';
import type { ParsedMessage } from '../dialect.ts';
import { type Scalar, scalarOf, scalarOfJson } from '../infer/scalar.ts';
import { timeOf } from '../plain/payload-time.ts';
import { isObject } from '../safe-json.ts';

/** One value as mqtt-smarthome and ioBroker send it: bare, or in an envelope `{val, ts, lc, …}`. */
export type Item = {
  readonly scalar: Scalar;
  /** Epoch ms. */
  readonly at: number;
  /** It came in an envelope, so that it is certain who speaks. */
  readonly isEnvelope: boolean;
  /** ioBroker's envelope, which tells who acknowledged the value. */
  readonly isAcknowledged: boolean;
};

/** What stands beside `val`; without any of it the object may be anybody's. */
const BESIDE = ['ts', 'lc', 'ack', 'q', 'from'] as const;

/** The value of a message; null if it is no single value. */
export function itemOf(message: ParsedMessage): Item | null {
  const json = message.json();
  if (isObject(json)) {
    if (!Object.hasOwn(json, 'val')) return null;
    const scalar = scalarOfJson(json['val']);
    if (scalar === null) return null;
    // A quality that is not 0 says that the value is not to be trusted.
    const quality = json['q'] ?? 0;
    return {
      scalar: quality === 0 ? scalar : { type: 'unknown' },
      at: timeOf(message),
      isEnvelope: BESIDE.some((key) => Object.hasOwn(json, key)),
      isAcknowledged: Object.hasOwn(json, 'ack') || Object.hasOwn(json, 'from'),
    };
  }
  const text = message.text();
  if (text === null || Array.isArray(json) || /^\s*[{[]/.test(text)) return null;
  const scalar = typeof json === 'string' ? scalarOf(json) : scalarOf(text);
  return { scalar, at: message.at, isEnvelope: false, isAcknowledged: false };
}

export type As = 'number' | 'boolean' | 'text';

/** The scalar as an entity shows it; undefined if it is not of the entity's kind. */
export function valueAs(scalar: Scalar, as: As): Value | undefined {
  if (scalar.type === 'unknown') return null;
  switch (as) {
    case 'number':
      if (scalar.type === 'boolean') return scalar.value ? 1 : 0;
      return scalar.type === 'number' ? scalar.value : undefined;
    case 'boolean':
      if (scalar.type === 'boolean') return scalar.value;
      if (scalar.type === 'word') return scalar.word.value;
      if (scalar.type !== 'number') return undefined;
      return scalar.value === 1 ? true : scalar.value === 0 ? false : undefined;
    case 'text':
      if (scalar.type === 'text' || scalar.type === 'word') return scalar.text;
      return scalar.type === 'number' || scalar.type === 'boolean'
        ? String(scalar.value)
        : undefined;
  }
}
