import type { Entity, EntityKind, Value } from '../../entity/entity.ts';
import type { ParsedMessage, Report } from '../dialect.ts';
import { positionOfText } from '../infer/position.ts';
import type { Scalar } from '../infer/scalar.ts';
import { type As, type Bound, boundBy } from './bound.ts';
import { leafAt, valueAt } from './flatten.ts';
import { timeOf } from './payload-time.ts';

/** The property a kind's value is reported as, where it is not `value`. */
const PROPERTY: Readonly<Partial<Record<EntityKind, string>>> = {
  binary_sensor: 'on',
  switch: 'on',
  light: 'on',
  lock: 'state',
  event: 'event_type',
};

/** What a payload says about a value entity. */
export function readValue(entity: Entity, message: ParsedMessage): readonly Report[] {
  const bound = boundBy(entity);
  if (bound === null) return [{ type: 'rejected', reason: 'the entity is bound to nothing' }];
  if (bound.where !== null && !isAbout(message, bound.where)) return [];
  const scalar = leafAt(message, bound.path);
  if (scalar === undefined) return [];
  if (scalar.type === 'nonsense') return [{ type: 'rejected', reason: scalar.reason }];
  const at = timeOf(message);
  const state = (property: string, value: Value): Report => ({
    type: 'state',
    property,
    value,
    at,
  });
  if (entity.kind === 'device_tracker') return positionReports(scalar, state);
  const property = PROPERTY[entity.kind] ?? 'value';
  // An event that is told again is no news, and none is no event.
  if (entity.kind === 'event' && (message.retain || scalar.type === 'unknown')) return [];
  if (scalar.type === 'unknown') return [state(property, null)];
  if (entity.kind === 'light') return lightReports(scalar, bound, state);
  const value = meaningOf(scalar, bound);
  if (value === undefined) return [{ type: 'rejected', reason: `this is no ${bound.as}` }];
  if (entity.kind === 'event' && value === null) return [];
  return [state(property, value)];
}

type Say = (property: string, value: Value) => Report;

/** Does the message say this at this path? */
export function isAbout(
  message: ParsedMessage,
  [path, text]: NonNullable<Bound['where']>,
): boolean {
  const value = valueAt(message.json(), path);
  return (typeof value === 'string' || typeof value === 'number') && String(value) === text;
}

function positionReports(scalar: Scalar, state: Say): readonly Report[] {
  if (scalar.type === 'unknown') return [state('latitude', null), state('longitude', null)];
  const position =
    scalar.type === 'position'
      ? scalar.position
      : scalar.type === 'text'
        ? positionOfText(scalar.text)
        : null;
  if (position === null) return [{ type: 'rejected', reason: 'this is no position' }];
  const { latitude, longitude, accuracy, altitude } = position;
  return [
    state('latitude', latitude),
    state('longitude', longitude),
    ...(accuracy === null ? [] : [state('gps_accuracy', accuracy)]),
    ...(altitude === null ? [] : [state('altitude', altitude)]),
  ];
}

/** A dimmer's level: 0 is off, `scale` is as bright as it gets. */
function lightReports(scalar: Scalar, { scale }: Bound, state: Say): readonly Report[] {
  const on = booleanOf(scalar);
  if (scale === null || scalar.type !== 'number')
    return on === null ? [{ type: 'rejected', reason: 'neither on nor off' }] : [state('on', on)];
  const brightness = Math.min(100, Math.max(0, (scalar.value / scale) * 100));
  return brightness === 0
    ? [state('on', false)]
    : [state('on', true), state('brightness', brightness)];
}

/** undefined: the value is not of the entity's type. */
function meaningOf(scalar: Scalar, { as, words }: Bound): Value | undefined {
  const raw = textOf(scalar);
  if (words !== null && raw !== null && Object.hasOwn(words, raw)) return words[raw];
  return valueAs(scalar, as) ?? undefined;
}

function valueAs(scalar: Scalar, as: As): number | boolean | string | null {
  switch (as) {
    case 'number':
      return scalar.type === 'number' ? scalar.value : null;
    case 'boolean':
      return booleanOf(scalar);
    case 'text':
      return textOf(scalar);
    case 'position':
      return null;
  }
}

/** A value as yes or no; null if it is neither. */
export function booleanOf(scalar: Scalar): boolean | null {
  if (scalar.type === 'boolean') return scalar.value;
  if (scalar.type === 'word') return scalar.word.value;
  if (scalar.type !== 'number' || scalar.unit !== null) return null;
  return scalar.value === 1 ? true : scalar.value === 0 ? false : null;
}

function textOf(scalar: Scalar): string | null {
  if (scalar.type === 'text' || scalar.type === 'word') return scalar.text;
  return scalar.type === 'number' || scalar.type === 'boolean' ? String(scalar.value) : null;
}
