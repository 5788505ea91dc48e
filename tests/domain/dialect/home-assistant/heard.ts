import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import type { Entity, State } from '@/lib/domain/entity/entity.ts';
import { START, testHome } from '../../../support/home.ts';

/** What a device says: on `t` unless a topic is named. */
export type Says = unknown | readonly (readonly [topic: string, payload: unknown])[];

/** The entity that a configuration makes, and its state after what the device said. */
export type Heard = {
  readonly entity: Entity | undefined;
  readonly state: State;
  /** Its one value: a sensor's `value`, else `on`. */
  readonly value: unknown;
  readonly available: boolean;
  /** Why the last message led to nothing. */
  readonly ignored: string | null;
};

/** Hears one configuration, then what the device says. */
export function heard(component: string, config: object, said: Says): Heard {
  const home = testHome([haDiscovery]);
  const defined = home.hear(`homeassistant/${component}/node/object/config`, config, {
    retain: true,
  });
  const list = isList(said) ? said : [['t', said] as const];
  let ignored = defined.ignored;
  for (const [topic, payload] of list) ignored = home.hear(topic, payload).ignored;
  const [entity] = home.entities();
  const state = entity === undefined ? {} : home.status(entity.id).state;
  return {
    entity,
    state,
    value: 'value' in state ? state['value'] : state['on'],
    available: entity !== undefined && home.available(entity.id, START),
    ignored: ignored?.reason ?? null,
  };
}

const isList = (said: Says): said is readonly (readonly [string, unknown])[] =>
  Array.isArray(said) && said.every((item) => Array.isArray(item) && item.length === 2);
