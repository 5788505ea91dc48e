import type { Entity } from '../../domain/entity/entity.ts';
import type { EntityView } from '../store/entity-view.ts';

const BRIDGE = '/bridge/';
const ADDRESS = /^0x[0-9a-f]{16}$/;

/** The base topic of the Zigbee2MQTT bridge that an entity came by; null: it came by none. */
export function bridgeOf({ source }: Pick<Entity, 'source'>): string | null {
  if (source.dialect !== 'zigbee2mqtt') return null;
  const at = source.definedBy?.lastIndexOf(BRIDGE) ?? -1;
  return at > 0 ? (source.definedBy as string).slice(0, at) : null;
}

const DEVICES = '/bridge/devices';

/** The bridge in whose network a device is, and its address there; null: it is in none. */
export function networkOf(device: {
  readonly definedBy: readonly string[];
  readonly identifiers: readonly string[];
}): { readonly base: string; readonly address: string } | null {
  const list = device.definedBy.find((topic) => topic.endsWith(DEVICES));
  const address = device.identifiers.find((identifier) => ADDRESS.test(identifier));
  if (list === undefined || address === undefined) return null;
  return { base: list.slice(0, -DEVICES.length), address };
}

/** The base topics of all Zigbee2MQTT bridges of the home. */
export const bridgesOf = (views: readonly EntityView[]): readonly string[] =>
  [...new Set(views.flatMap(({ entity }) => bridgeOf(entity) ?? []))].sort();

/** The entities of the Zigbee device with this address, `0x…`. */
export const entitiesAt = (views: readonly EntityView[], address: string): readonly EntityView[] =>
  views.filter(({ device }) => device?.identifiers.includes(address.toLowerCase()));
