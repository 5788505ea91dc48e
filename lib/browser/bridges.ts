import type { Device, Entity } from '../domain/entity/entity.ts';
import type { EntityView } from './entity-view.ts';

const BRIDGE = '/bridge/';

/** The base topic of the Zigbee2MQTT bridge that an entity came by; null: it came by none. */
export function bridgeOf({ source }: Pick<Entity, 'source'>): string | null {
  if (source.dialect !== 'zigbee2mqtt') return null;
  const at = source.definedBy?.lastIndexOf(BRIDGE) ?? -1;
  return at > 0 ? (source.definedBy as string).slice(0, at) : null;
}

/** The base topics of all Zigbee2MQTT bridges of the home. */
export const bridgesOf = (views: readonly EntityView[]): readonly string[] =>
  [...new Set(views.flatMap(({ entity }) => bridgeOf(entity) ?? []))].sort();

/** The entities of the Zigbee device with this address, `0x…`. */
export const entitiesAt = (views: readonly EntityView[], address: string): readonly EntityView[] =>
  views.filter(({ device }) => device?.identifiers.includes(address.toLowerCase()));

const ADDRESS = /^0x[0-9a-f]{16}$/;

/** The Zigbee address among a device's identifiers; null: it has none. */
export const addressOf = ({ identifiers }: Pick<Device, 'identifiers'>): string | null =>
  identifiers.find((identifier) => ADDRESS.test(identifier)) ?? null;
