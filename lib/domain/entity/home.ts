import type { Command, Encoded } from '../command/command.ts';
import type { Dialect } from '../dialect/dialect.ts';
import type { Ignored, Message, Publish } from '../dialect/message.ts';
import type { Device, DeviceAvailability, Entity, EntityStatus, State, Value } from './entity.ts';
import type { Explanation } from './explain.ts';
import type { HomeLimits } from './limits.ts';

/** One reported value: also when it is the value it already had, for a reading is a reading. */
export type Update = {
  readonly entityId: string;
  /** `available` (boolean) is a property like any other. */
  readonly property: string;
  readonly value: Value;
  /** Epoch ms: the payload's own time if it has one within a day of arrival, else the arrival. */
  readonly at: number;
};

/** Everything one message changed. */
export type Folded = {
  readonly updates: readonly Update[];
  /** Ids of entities whose description is new or changed. */
  readonly defined: readonly string[];
  readonly removed: readonly string[];
  readonly publishes: readonly Publish[];
  readonly ignored: Ignored | null;
};

/**
 * All devices of a home and what they are doing: the fold of every message heard so far. One and
 * the same in the browser, the recorder, the REST API and the command line.
 */
export interface Home {
  /** Takes in one message. Never throws, whatever the payload. */
  fold(message: Message): Folded;
  /** What time alone changes: expired sensors, off delays. Epoch ms. */
  advance(now: number): Folded;
  /**
   * Takes a command's target as the state, for an entity that reports none (`source.optimistic`);
   * changes nothing for others. To be called once the command is published. Epoch ms.
   */
  assume(entityId: string, target: State, at: number): Folded;
  /** Takes up what is already known (from the database or the REST API) without its messages. */
  restore(known: {
    readonly devices: readonly Device[];
    readonly entities: readonly Entity[];
    readonly statuses: Readonly<Record<string, EntityStatus>>;
  }): void;
  /**
   * From now on the entities with these identities (entity-registry.ts, `identity`) have these ids:
   * a replaced device's successor takes over its ids, and with them its history. What had such an id
   * before is gone.
   */
  assign(places: ReadonlyMap<string, string>): Folded;
  /** Takes out a device with all its entities, until it speaks or is announced again. */
  forget(deviceId: string): Folded;
  /** What a message says of the entities there are, as `fold` would take it. Changes nothing. */
  readings(message: Message): readonly Update[];
  /** Why a message is shown as it is: what every dialect and every reader makes of it. Changes nothing. */
  explain(message: Message): Explanation;
  device(id: string): Device | undefined;
  entity(id: string): Entity | undefined;
  devices(): readonly Device[];
  entities(): readonly Entity[];
  status(entityId: string): EntityStatus;
  /** Whether the entity can be reached as far as anyone knows. */
  available(entityId: string, now: number): boolean;
  availability(deviceId: string, now: number): DeviceAvailability;
  /** Entities fed by a topic. */
  fedBy(topic: string): readonly Entity[];
  encode(command: Command): Encoded;
}

export type HomeOptions = {
  readonly limits?: Partial<HomeLimits>;
};

export type CreateHome = (dialects: readonly Dialect[], options?: HomeOptions) => Home;
