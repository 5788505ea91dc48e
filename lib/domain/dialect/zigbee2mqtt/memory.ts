import type { Entity } from '../../entity/entity.ts';
import type { Definition } from '../dialect.ts';
import { type BridgeFacts, recalledFacts } from './bridge.ts';
import type { ZigbeeDevice } from './device-list.ts';
import type { ZigbeeGroup } from './group-list.ts';
import { DIALECT } from './place.ts';

/** What is known of one bridge. */
export type Network = {
  /** null: its list was not heard yet. */
  devices: readonly ZigbeeDevice[] | null;
  groups: readonly ZigbeeGroup[] | null;
  bridge: BridgeFacts | null;
  /** Of each topic that defines: what it defined, as `kind uniqueId`. */
  readonly defined: Map<string, Set<string>>;
};

/** Networks by their base topics. */
export type Memory = { readonly networks: Map<string, Network> };

/** More bridges than any house has; a stranger could make up any number. */
const MAX_NETWORKS = 64;

export const emptyMemory = (): Memory => ({ networks: new Map() });

/** The network below a base topic; null if there are too many. */
export function networkOf({ networks }: Memory, base: string): Network | null {
  const known = networks.get(base);
  if (known !== undefined) return known;
  if (networks.size >= MAX_NETWORKS) return null;
  const network: Network = { devices: null, groups: null, bridge: null, defined: new Map() };
  networks.set(base, network);
  return network;
}

/** What an entity is listed under in `defined`. */
export const listed = ({ kind, uniqueId }: Pick<Entity, 'kind' | 'uniqueId'>) =>
  `${kind} ${uniqueId}`;

/** Learns from entities of an earlier life what their topics defined, so that what leaves is noticed. */
export function recall(memory: Memory, entities: readonly Entity[]): void {
  for (const entity of entities) {
    const { definedBy, dialect } = entity.source;
    const at = definedBy?.lastIndexOf('/bridge/') ?? -1;
    if (dialect !== DIALECT || definedBy === null || at <= 0) continue;
    const network = networkOf(memory, definedBy.slice(0, at));
    if (network === null) continue;
    const set = network.defined.get(definedBy) ?? new Set<string>();
    network.defined.set(definedBy, set.add(listed(entity)));
    network.bridge ??= recalledFacts(entity.source.binding);
  }
}

/** The entities a topic no longer defines; its new ones are remembered. */
export function gone(network: Network, topic: string, now: Set<string>): readonly Definition[] {
  const before = network.defined.get(topic) ?? new Set<string>();
  network.defined.set(topic, now);
  const lost = [...before].filter((entry) => !now.has(entry));
  if (lost.length === 0) return [];
  const uniqueIds = lost.map((entry) => entry.slice(entry.indexOf(' ') + 1));
  return [{ type: 'remove', definedBy: topic, uniqueIds: now.size === 0 ? null : uniqueIds }];
}
