import type { Command, Encoded } from '../command/command.ts';
import type { Device, Entity, State, Value } from '../entity/entity.ts';
import type { Message, Publish } from './message.ts';

/** A device as a dialect describes it; the home merges descriptions by shared identifiers. */
export type DeviceDescription = Omit<Device, 'id' | 'dialect'>;

/** An entity as a dialect describes it; the home gives it its ids. */
export type EntityDescription = Omit<Entity, 'id' | 'deviceId'>;

/** What a message says about which devices there are. */
export type Definition =
  | {
      readonly type: 'define';
      /** null: the entity belongs to no device of its own; it becomes a device by its own name. */
      readonly device: DeviceDescription | null;
      readonly entities: readonly EntityDescription[];
      /**
       * True: of the entities defined by the same topic, those not listed are gone
       * (a Zigbee2MQTT device list). False: they stay (Home Assistant's component lists).
       */
      readonly complete: boolean;
      /**
       * True: this is the device's own, whole description, so what a lesser dialect says of the same
       * device (Home Assistant discovery by its bridge) is the same again and is not shown. The
       * order of DIALECTS tells who is lesser. Absent: only entities with a topic in common are.
       */
      readonly whole?: boolean;
      /** Whether a device without entities can be reached, if the message tells. */
      readonly online?: boolean;
    }
  /** The entities this topic defined are gone; with `uniqueIds`, only those of them. */
  | {
      readonly type: 'remove';
      readonly definedBy: string;
      readonly uniqueIds: readonly string[] | null;
    }
  /**
   * The entities this topic defined stay, but another topic may take them over
   * (Home Assistant's migrate_discovery).
   */
  | { readonly type: 'release'; readonly definedBy: string }
  /** The dialect wants something said (a birth message, a rebirth request). */
  | { readonly type: 'publish'; readonly message: Publish }
  /** It was this dialect's business and is wrong; the reason is shown and counted. */
  | { readonly type: 'rejected'; readonly reason: string };

/** What a message says about one entity. */
export type Report =
  | {
      readonly type: 'state';
      readonly property: string;
      readonly value: Value;
      readonly at: number;
      /** Caught up on later: it goes to history at its own time, however old, and is no news. */
      readonly historical?: true;
    }
  | { readonly type: 'availability'; readonly topic: string; readonly online: boolean }
  | { readonly type: 'rejected'; readonly reason: string };

/** A message with its text and JSON parsed at most once, however many entities read it. */
export type ParsedMessage = Message & {
  /** The payload as UTF-8 text; null if it is not valid UTF-8. */
  readonly text: () => string | null;
  /** The payload as JSON; undefined if it is none (or deeper than the limit). Objects have no prototype. */
  readonly json: () => unknown;
};

/**
 * One way of speaking MQTT. Pure and isomorphic: no IO, no clock, no chance. `memory` is the
 * dialect's own notebook (plain JSON, made by `start`), handed back at every call; a dialect may
 * write in it and nowhere else. Nothing here throws, whatever the payload.
 */
export interface Dialect<Memory = unknown> {
  readonly name: string;
  /**
   * False: the dialect knows its devices by explicit definitions. True: it guesses from plain
   * messages, is asked last, and its guesses yield when another dialect claims the same topic.
   */
  readonly infers: boolean;
  /**
   * Topic filters that bring every definition: what a page listens to in order to find new devices
   * by itself. A dialect that guesses from anything names none; the server tells pages of its finds.
   */
  readonly announces: readonly string[];
  start(): Memory;
  /**
   * Writes into `memory` what it needs to know of entities that the home took up without their
   * definitions (after a restart). Absent: the dialect needs nothing.
   */
  recall?(memory: Memory, entities: readonly Entity[]): void;
  /** Is this message about which devices there are? Must say [] cheaply when it is not. */
  define(memory: Memory, message: ParsedMessage): readonly Definition[];
  /** What `message`, which arrived on one of the entity's topics, says about the entity. */
  read(entity: Entity, message: ParsedMessage, before: State): readonly Report[];
  /** The messages that carry out `command`, or why it can't be. */
  encode(entity: Entity, command: Command, before: State): Encoded;
}
