import type { Source } from '../../entity/entity.ts';
import { describedEntity } from '../describing.ts';
import type { EntityDescription } from '../dialect.ts';
import { isDouble } from './fields.ts';
import type { Field } from './named-fields.ts';
import { presenceTopic } from './place.ts';
import type { Binding } from './read.ts';

export const NAME = 'open-mqtt-gateway';
const CONFIDENCE = 0.95;

/** A device that a gateway hears, or the gateway itself, as the notebook has it. */
export type Thing = {
  /** Start of its unique ids. */
  readonly id: string;
  readonly definedBy: string;
  readonly gateways: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
};

/** There while any of the gateways that hear it is. */
const availabilityOf = ({ gateways }: Thing): Source['availability'] => ({
  ...{ mode: 'any', topics: [...gateways].map(presenceTopic), untilHeard: true },
});

type Parts = {
  readonly id: string;
  readonly topics: readonly string[];
  readonly commands?: readonly string[];
  readonly binding: Binding;
};

const common = (thing: Thing, { id, topics, commands = [], binding }: Parts) => ({
  uniqueId: `${thing.id}/${id}`,
  confidence: CONFIDENCE,
  source: {
    ...{ dialect: NAME, definedBy: thing.definedBy, stateTopics: topics, commandTopics: commands },
    ...{ availability: availabilityOf(thing), binding },
  },
});

/** The entity of one field; `prefix` tells modules of one gateway apart. */
export function fieldEntity(
  thing: Thing,
  key: string,
  field: Field,
  bare: boolean,
  prefix: string,
): EntityDescription {
  const { as, name, deviceClass, unit, stateClass, diagnostic, enabled } = field;
  const binding: Binding = bare ? { role: 'bare', as } : { role: 'field', key, as };
  const topics = [...thing.topics].map((topic) => (bare ? `${topic}/${key}` : topic));
  const parts = common(thing, { id: `${prefix}${key}`, topics, binding });
  const category = diagnostic ? ('diagnostic' as const) : null;
  switch (as) {
    case 'boolean':
      return describedEntity({
        ...{ ...parts, kind: 'binary_sensor', name, deviceClass, category, enabled },
      });
    case 'event':
      return describedEntity({ ...parts, kind: 'event', name, capabilities: { eventTypes: [] } });
    default:
      return describedEntity({
        ...{ ...parts, kind: 'sensor', name, deviceClass, unit, stateClass, category, enabled },
      });
  }
}

/** Codes that a gateway hears by one of its modules, also where each has a topic of its own. */
export const codeEntity = (thing: Thing, gateway: string, module: string): EntityDescription =>
  describedEntity({
    ...common(thing, {
      id: `${module}toMQTT`,
      topics: [`${gateway}/${module}toMQTT/#`],
      binding: { role: 'code' },
    }),
    ...{ kind: 'event', name: `${module} code`, capabilities: { eventTypes: [] } },
  });

/** OpenMQTTGateway restarts on request. */
export const restartEntity = (thing: Thing, gateway: string): EntityDescription =>
  describedEntity({
    ...common(thing, {
      ...{ id: 'restart', topics: [], binding: { role: 'restart' } },
      commands: [`${gateway}/commands/MQTTtoSYS/config`],
    }),
    ...{ kind: 'button', name: 'Restart', deviceClass: 'restart', category: 'config' },
  });

/** The fields of a message that are worth an entity. */
export const worthShowing = (
  fields: Readonly<Record<string, unknown>>,
): readonly (readonly [string, unknown])[] =>
  Object.entries(fields).filter(
    ([key]) => !isDouble(key, (other) => fields[other] !== undefined && fields[other] !== null),
  );
