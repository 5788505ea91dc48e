import type { Definition, DeviceDescription } from '../dialect.ts';
import { NOTHING_NEW } from '../noted.ts';
import { fieldEntity } from './describe.ts';
import type { Field } from './named-fields.ts';

const MAX_THINGS = 2_000;
const MAX_FIELDS = 100;
const MAX_TOPICS = 16;

/** What is remembered of a gateway or of a device that gateways hear. */
export type Known = {
  readonly id: string;
  readonly definedBy: string;
  readonly gateways: Set<string>;
  readonly topics: Set<string>;
  /** By key, with how it is sent. */
  readonly fields: Map<string, Field & { readonly bare: boolean; readonly prefix: string }>;
  /** Entities that are no fields. */
  readonly others: Set<string>;
  device: DeviceDescription;
};

export type Memory = { readonly things: Map<string, Known> };
export type Fields = Readonly<Record<string, unknown>>;

/** The identifier of a gateway. */
export const gatewayId = (gateway: string): string => `omg:${gateway}`;

/** Is there no room for another thing? */
export const isFull = ({ things }: Memory): boolean => things.size >= MAX_THINGS;

export type Update = {
  readonly gateway: string;
  readonly topic: string;
  readonly device: DeviceDescription;
  readonly fresh: readonly (readonly [string, Field])[];
  readonly bare: boolean;
  readonly prefix: string;
};

/** Takes in what a message shows of a thing; defines what is new, or all of it if that changed. */
export function update(
  memory: Memory,
  key: string,
  thing: Known,
  { gateway, topic, device, fresh, bare, prefix }: Update,
): readonly Definition[] {
  const found = fresh.filter(([name]) => !thing.fields.has(prefix + name));
  const isNewTopic = !thing.topics.has(topic) && thing.topics.size < MAX_TOPICS;
  const isRenamed = JSON.stringify(device) !== JSON.stringify(thing.device);
  if (found.length === 0 && !isRenamed && !(isNewTopic && thing.fields.size > 0))
    return NOTHING_NEW;
  if (!memory.things.has(key) && isFull(memory)) return NOTHING_NEW;
  memory.things.set(key, thing);
  thing.topics.add(topic);
  if (thing.gateways.size < MAX_TOPICS) thing.gateways.add(gateway);
  thing.device = device;
  for (const [name, field] of found.slice(0, MAX_FIELDS - thing.fields.size))
    thing.fields.set(prefix + name, { ...field, bare, prefix });
  const all = isNewTopic || isRenamed;
  const entities = [...thing.fields]
    .filter(([name]) => all || found.some(([one]) => prefix + one === name))
    .map(([name, field]) =>
      fieldEntity(thing, name.slice(field.prefix.length), field, field.bare, field.prefix),
    );
  if (entities.length === 0) return NOTHING_NEW;
  return [{ type: 'define', device, entities, complete: false }];
}
