import type { Device, Entity, EntityStatus, Value } from '../../../domain/entity/entity.ts';
import type { Fence } from './tail/fence.ts';

/** One reading to be stored. `seq` is the ingest sequence, `at` epoch ms. */
export type NewReading = {
  readonly entityId: string;
  readonly property: string;
  readonly at: number;
  readonly seq: number;
  readonly value: Value;
};

/** How far a journal has been consumed. */
export type Cursor = {
  readonly name: string;
  /** The journal's own id: another epoch is another journal. */
  readonly epoch: string;
  /** The journal's number of the last message consumed. */
  readonly seq: number;
  /** Added to the journal's numbers to make the ingest sequence. */
  readonly base: number;
};

/** Something to be counted where a user can see it. */
export type Count = {
  readonly name: string;
  readonly by: number;
  readonly at: number;
  readonly detail: string | null;
};

/** The last words on an entity's availability topics. */
export type Heard = Pick<EntityStatus, 'heard' | 'lastHeard'> & { readonly entityId: string };

/** A delivery by an external broker that is stored now, so that its repetition is known as one. */
export type NewDelivery = {
  readonly packetId: number;
  readonly hash: string;
  readonly seq: number;
};

/** What is stored together or not at all. Everything but `now` may be absent. */
export type Batch = {
  /** Epoch ms, for created/updated columns. */
  readonly now: number;
  readonly rows?: readonly NewReading[];
  readonly devices?: readonly Device[];
  readonly entities?: readonly Entity[];
  /** Ids of entities their devices have withdrawn. */
  readonly removed?: readonly string[];
  readonly heard?: readonly Heard[];
  readonly cursor?: Cursor;
  /** Nothing is stored once somebody else has taken it; of use with a cursor. */
  readonly fence?: Fence;
  readonly counts?: readonly Count[];
  readonly deliveries?: readonly NewDelivery[];
  /** Entities that go on under the id of another, after `rows` are stored. */
  readonly successions?: readonly Succession[];
  /** Orders (orders.ts) that this batch carries out. */
  readonly ordersDone?: readonly number[];
};

/** An entity takes over the id, and the history, of the one it replaces. */
export type Succession = {
  readonly old: string;
  readonly new: string;
  /** What the successor is known by (entity-registry.ts). */
  readonly identity: string;
};
