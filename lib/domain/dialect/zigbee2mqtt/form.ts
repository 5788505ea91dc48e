import type { Command, Encoded } from '../../command/command.ts';
import type { Entity, EntityKind, State, Value } from '../../entity/entity.ts';
import type { EntityParts } from '../describing.ts';
import type { Report } from '../dialect.ts';
import type { Publish } from '../message.ts';
import { capitalised, type Expose, featureNamed, plainProperty } from './expose.ts';

/** The keys of a state message; without prototype. */
export type Values = Readonly<Record<string, unknown>>;

export type Moment = {
  readonly at: number;
  /** False for what the broker had kept or the home remembers: no news. */
  readonly live: boolean;
};

/** How one entity reads its device's state and says its commands. */
export type Form = {
  /** Keys of the state that it reads. */
  readonly properties: readonly string[];
  read(values: Values, before: State, moment: Moment): readonly Report[];
  encode(entity: Entity, command: Command, before: State): Encoded;
};

/** One entity of a device or group, before it is known where its topics are. */
export type Part = Omit<EntityParts, 'uniqueId' | 'source'> & {
  readonly kind: EntityKind;
  /** What follows the device's address in the unique id. */
  readonly id: string;
  readonly properties: readonly string[];
  /** Keys that can be asked for with `/get`. */
  readonly gettable: readonly string[];
  readonly isSettable: boolean;
  readonly optimistic?: boolean;
  /** Kept with the entity; `form` says which form reads it. */
  readonly binding: Readonly<Record<string, unknown>> & { readonly form: string };
};

export const state = (property: string, value: Value, { at }: Moment): Report => ({
  type: 'state',
  property,
  value,
  at,
});

export const rejected = (reason: string): Report => ({ type: 'rejected', reason });

/** The value does not fit: said with the key and what came. */
export const misfit = (property: string, value: unknown, wanted: string): Report =>
  rejected(`${property.slice(0, 60)} is ${shown(value)}, not ${wanted}`);

const shown = (value: unknown): string => {
  const text = typeof value === 'object' ? 'an object or list' : String(value);
  return typeof value === 'string' ? `"${text.slice(0, 40)}"` : text.slice(0, 40);
};

/** A message to the entity's `/set` topic. */
export const setMessage = (
  entity: Entity,
  payload: Readonly<Record<string, unknown>>,
  target: State = {},
): Encoded => ({
  ok: true,
  messages: [publish(entity.source.commandTopics[0] ?? '', JSON.stringify(payload))],
  target,
});

export const publish = (topic: string, payload: string): Publish => ({
  topic,
  payload,
  qos: 0,
  retain: false,
});

/** Whether a main feature is what the device is for, and so carries the device's name alone. */
export function mainName(expose: Expose, stateName = 'state'): string | null {
  const feature = featureNamed(expose, stateName);
  const plain = feature === null ? stateName : plainProperty(feature);
  // `child_lock` of type lock, `away_mode` of type switch: a feature beside the main one.
  if (plain !== stateName && plain !== `${expose.type}_state`) {
    return expose.label ?? capitalised(plain);
  }
  return expose.endpoint;
}

/** The part of the unique id of a main feature: its type, and its endpoint or own property. */
export function mainId(expose: Expose, stateName = 'state'): string {
  const feature = featureNamed(expose, stateName);
  const plain = feature === null ? stateName : plainProperty(feature);
  const own = plain !== stateName && plain !== `${expose.type}_state` ? `_${plain}` : '';
  return `${expose.type}${own}${expose.endpoint === null ? '' : `_${expose.endpoint}`}`;
}
