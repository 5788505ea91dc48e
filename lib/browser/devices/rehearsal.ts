import type { Encoded } from '../../domain/command/command.ts';
import { type HandMade, handMadeMessage } from '../../domain/dialect/by-hand.ts';
import { DIALECTS } from '../../domain/dialect/dialects.ts';
import { DISCOVERY_PREFIX } from '../../domain/dialect/home-assistant/ha-discovery.ts';
import type { Message } from '../../domain/dialect/message.ts';
import { decodeUtf8, encodeUtf8 } from '../../domain/dialect/utf8.ts';
import { createHome } from '../../domain/entity/create-home.ts';
import type { Entity, EntityStatus, Value } from '../../domain/entity/entity.ts';
import { topicsOf } from '../../domain/entity/entity-registry.ts';
import { type EntityView, viewEntity } from '../store/entity-view.ts';

/** What one message would do to the device that is being defined. */
export type Rehearsed = {
  readonly topic: string;
  /** Epoch ms. */
  readonly at: number;
  readonly retain: boolean;
  /** The payload; null: it is no text. */
  readonly text: string | null;
  readonly values: readonly { readonly property: string; readonly value: Value }[];
  /** Why it says nothing; null: it does. */
  readonly reason: string | null;
};

export type Rehearsal = {
  /** The entity as it would be. */
  readonly entity: Entity;
  /** Everything it would listen to. */
  readonly topics: readonly string[];
  hear(message: Message): Rehearsed;
  /** The messages that a command would send; the entity's id goes into the command. */
  encode(command: string, values?: Readonly<Record<string, unknown>>): Encoded;
  /** The entity as it would be shown now. Epoch ms. */
  view(now: number): EntityView;
};

/**
 * Tries a hand-made device in a home of its own, with the decoder that the real one has.
 * Answers with the reason if there can be no such device.
 */
export function rehearse(draft: HandMade): Rehearsal | { readonly problem: string } {
  const home = createHome(DIALECTS);
  const { topic, payload } = handMadeMessage(DISCOVERY_PREFIX, draft);
  const folded = home.fold({ topic, payload: encodeUtf8(payload), retain: true, at: 0 });
  const entity = home.entities()[0];
  if (entity === undefined)
    return { problem: folded.ignored?.reason ?? 'nothing is defined by it' };
  const id = entity.id;
  return {
    entity,
    topics: topicsOf(entity),
    hear(message) {
      const { updates, ignored } = home.fold(message);
      const values = updates.filter(({ entityId }) => entityId === id);
      return {
        ...{ topic: message.topic, at: message.at, retain: message.retain },
        text: decodeUtf8(message.payload),
        values: values.map(({ property, value }) => ({ property, value })),
        reason: values.length > 0 ? null : (ignored?.reason ?? null),
      };
    },
    encode: (command, values = {}) => home.encode({ ...values, entity: id, command }),
    view: (now) =>
      viewEntity({
        ...{ entity, device: home.device(entity.deviceId), pending: null, usualIntervalMs: null },
        status: home.status(id) satisfies EntityStatus,
        available: home.available(id, now),
      }),
  };
}
