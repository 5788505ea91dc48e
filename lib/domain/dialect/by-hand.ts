import type { Publish } from './message.ts';

/** Who is named as the origin of what a person defined by hand. */
export const BY_HAND_ORIGIN = 'Inglenook';

/** A device as a person describes it: one entity with the keys of Home Assistant's configurations. */
export type HandMade = {
  /** Letters, digits, `_` and `-`; stays when the device is renamed. */
  readonly id: string;
  readonly name: string;
  readonly room: string | null;
  /** The component: `sensor`, `switch`, `light`, … */
  readonly kind: string;
  /** `state_topic`, `command_topic`, `value_template`, `unit_of_measurement`, … */
  readonly config: Readonly<Record<string, unknown>>;
};

/** Identity and description of the device are the product's own; they cannot be given. */
const OWN_KEYS = new Set(['unique_id', 'uniq_id', 'device', 'dev', 'origin', 'o', 'name']);

/**
 * A hand-made device as a retained discovery message: it lives on the broker like any other
 * device's, so that pages, recorder and other programs all understand it.
 */
export function handMadeMessage(
  prefix: string,
  { id, name, room, kind, config }: HandMade,
): Publish {
  const given = Object.fromEntries(Object.entries(config).filter(([key]) => !OWN_KEYS.has(key)));
  const payload = {
    ...given,
    name: null,
    unique_id: `inglenook_${id}`,
    device: {
      identifiers: [`inglenook_${id}`],
      name,
      ...(room !== null && { suggested_area: room }),
    },
    origin: { name: BY_HAND_ORIGIN },
  };
  return {
    topic: handMadeTopic(prefix, kind, id),
    payload: JSON.stringify(payload),
    qos: 1,
    retain: true,
  };
}

export const handMadeTopic = (prefix: string, kind: string, id: string): string =>
  `${prefix}/${kind}/inglenook/${id}/config`;
