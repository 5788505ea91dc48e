import { unsupported } from '../../command/refused.ts';
import type { Entity } from '../../entity/entity.ts';
import { describedDevice, describedEntity } from '../describing.ts';
import type { Definition, Dialect, EntityDescription, ParsedMessage } from '../dialect.ts';
import { readable } from '../infer/names.ts';
import { NOTHING_NEW } from '../noted.ts';
import { type Field, fieldOf } from './fields.ts';
import { type Heard, heardIn, type Identity, keyOf } from './place.ts';
import { bindingOf, readField } from './read.ts';

const NAME = 'rtl433';
const MAX_DEVICES = 2_000;
const MAX_FIELDS = 64;
/** Receivers that hear the same sensor. */
const MAX_TOPICS = 16;
const CONFIDENCE = 0.9;

/** What is remembered of one sensor. */
type Known = {
  readonly identity: Identity;
  /** Reports and fields say the same: what was heard first counts. */
  readonly form: Heard['form'];
  readonly definedBy: string;
  /** Topics of its reports, or the starts of its fields' topics. */
  readonly topics: Set<string>;
  readonly fields: Map<string, Field>;
};

type Memory = { readonly devices: Map<string, Known> };

/** What the receiver says of itself: its statistics, and whether it is there. */
const OF_RECEIVER = /(?:^|\/)rtl_?433\/(?:[^/]+\/)?(?:states|availability)$/i;

/** Radio sensors that rtl_433 hears: whole reports on any topic, or a topic for each field (conventions §7.3). */
export const rtl433: Dialect<Memory> = {
  name: NAME,
  infers: true,
  announces: ['rtl_433/+/events', 'rtl_433/+/devices/#'],
  start: () => ({ devices: new Map() }),
  recall(memory, entities) {
    for (const entity of entities) recallEntity(memory, entity);
  },
  define(memory, message) {
    const heard = heardIn(message);
    if (heard === null) return OF_RECEIVER.test(message.topic) ? NOTHING_NEW : [];
    return defineHeard(memory, heard, message);
  },
  read: readField,
  encode: (_entity, command) => unsupported(command.command),
};

function defineHeard(
  { devices }: Memory,
  heard: Heard,
  message: ParsedMessage,
): readonly Definition[] {
  const key = keyOf(heard);
  const { form } = heard;
  const known: Known = devices.get(key) ?? {
    ...{ identity: heard, form, definedBy: message.topic },
    ...{ topics: new Set(), fields: new Map() },
  };
  if (known.form !== form) return NOTHING_NEW;
  const found = new Map<string, Field>();
  for (const [name, value] of Object.entries(heard.fields)) {
    if (known.fields.has(name) || known.fields.size + found.size >= MAX_FIELDS) continue;
    const field = fieldOf(name, value);
    if (field !== null) found.set(name, field);
  }
  const topic = form === 'report' ? message.topic : startOf(message.topic);
  const isNewTopic = !known.topics.has(topic) && known.topics.size < MAX_TOPICS;
  if (found.size === 0 && (known.fields.size === 0 || !isNewTopic)) return NOTHING_NEW;
  if (!devices.has(key)) {
    if (devices.size >= MAX_DEVICES) return NOTHING_NEW;
    devices.set(key, known);
  }
  if (isNewTopic) known.topics.add(topic);
  for (const [name, field] of found) known.fields.set(name, field);
  // A new receiver brings a new topic for all that is known.
  const entities = [...(isNewTopic ? known.fields : found)].map(([name, field]) =>
    entityOf(known, name, field),
  );
  const { model, id, channel } = known.identity;
  const device = describedDevice({
    name: [model, id ?? channel].filter((part) => part !== null).join(' '),
    identifiers: [`rtl_433:${key}`],
    model,
  });
  return [{ type: 'define', device, entities, complete: false }];
}

const startOf = (topic: string) => topic.slice(0, topic.lastIndexOf('/') + 1);

function entityOf(known: Known, name: string, field: Field): EntityDescription {
  const { identity, form, topics, definedBy } = known;
  const { model, channel, id } = identity;
  const common = {
    uniqueId: `rtl_433/${keyOf(identity)}/${name}`,
    name: readable(name),
    confidence: CONFIDENCE,
    source: {
      dialect: NAME,
      definedBy,
      stateTopics: [...topics].map((topic) => (form === 'report' ? topic : `${topic}${name}`)),
      binding: { model, channel, id, name, form, ...field },
    },
  };
  switch (field.as) {
    case 'event':
      return describedEntity({ ...common, kind: 'event', capabilities: { eventTypes: [] } });
    case 'boolean': {
      const isBattery = field.deviceClass === 'battery';
      return describedEntity({
        ...common,
        kind: 'binary_sensor',
        ...(isBattery ? { name: 'Battery low', category: 'diagnostic' } : {}),
        deviceClass: field.deviceClass,
      });
    }
    default: {
      const { deviceClass, unit, stateClass, diagnostic, enabled } = field;
      const category = diagnostic ? 'diagnostic' : null;
      return describedEntity({
        ...{ ...common, kind: 'sensor', deviceClass, unit, stateClass, enabled, category },
      });
    }
  }
}

/** Takes up an entity that was defined before a restart. */
function recallEntity({ devices }: Memory, entity: Entity): void {
  const bound = bindingOf(entity);
  if (bound === null) return;
  const { model, channel, id, name, form, ...field } = bound;
  const identity = { model, channel, id };
  const known: Known = devices.get(keyOf(identity)) ?? {
    ...{ identity, form, definedBy: entity.source.definedBy ?? '' },
    ...{ topics: new Set(), fields: new Map() },
  };
  for (const topic of entity.source.stateTopics)
    known.topics.add(form === 'report' ? topic : startOf(topic));
  known.fields.set(name, field);
  devices.set(keyOf(identity), known);
}
