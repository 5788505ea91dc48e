import type { Encoded } from '@/lib/domain/command/command.ts';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import type { Entity, State } from '@/lib/domain/entity/entity.ts';
import { testHome } from '../../../support/home.ts';

/** One entity that can be listened to and commanded. */
export type Acting = {
  readonly entity: Entity | undefined;
  /** Why the configuration was refused. */
  readonly refused: string | null;
  /** Hears a message; returns why it led to nothing. */
  hear(topic: string, payload: unknown): string | null;
  state(): State;
  encode(command: string, more?: object): Encoded;
  /** What goes out for a command as `topic payload`, or the reason why nothing does. */
  sent(command: string, more?: object): readonly string[] | string;
  /** What the command waits for. */
  target(command: string, more?: object): State | string;
};

/** The entity that a configuration makes. */
export function acting(component: string, config: object): Acting {
  const home = testHome([haDiscovery]);
  const folded = home.hear(`homeassistant/${component}/node/object/config`, {
    unique_id: 'x',
    ...config,
  });
  const [entity] = home.entities();
  const id = entity?.id ?? '';
  const encode = (command: string, more: object = {}) =>
    home.encode({ ...more, entity: id, command });
  return {
    entity,
    refused: folded.ignored?.reason ?? null,
    hear: (topic, payload) => home.hear(topic, payload).ignored?.reason ?? null,
    state: () => home.status(id).state,
    encode,
    sent(command, more) {
      const encoded = encode(command, more);
      return encoded.ok
        ? encoded.messages.map(({ topic, payload }) => `${topic} ${payload}`)
        : encoded.reason;
    },
    target(command, more) {
      const encoded = encode(command, more);
      return encoded.ok ? encoded.target : encoded.reason;
    },
  };
}
