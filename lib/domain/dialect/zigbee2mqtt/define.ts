import type { Definition, ParsedMessage } from '../dialect.ts';
import { bridgeDevice, bridgeEntities, readBridgeInfo } from './bridge.ts';
import { defineDevices, describeDevice } from './define-devices.ts';
import { defineGroups } from './define-groups.ts';
import { readDeviceList } from './device-list.ts';
import { readGroupList } from './group-list.ts';
import { gone, listed, type Memory, type Network, networkOf } from './memory.ts';
import { isTopicPart } from './place.ts';
import { readAvailability } from './read.ts';

const BRIDGE = '/bridge/';

type Kind = 'devices' | 'groups' | 'info';

/** Is this one of the three topics that say what there is? Asked for every message of the house. */
function kindOf(topic: string): Kind | null {
  if (topic.endsWith('/bridge/devices')) return 'devices';
  if (topic.endsWith('/bridge/groups')) return 'groups';
  return topic.endsWith('/bridge/info') ? 'info' : null;
}

/**
 * Reads what a bridge announces; [] if the message is none of it. A network is recognised by what
 * its list holds, so its base topic may be anything (conventions §2.1).
 */
export function define(memory: Memory, message: ParsedMessage): readonly Definition[] {
  const kind = kindOf(message.topic);
  if (kind === null) return ofBareDevice(memory, message);
  const base = message.topic.slice(0, message.topic.lastIndexOf(BRIDGE));
  if (!isTopicPart(base)) return [];
  const known = memory.networks.get(base);
  if (message.payload.length === 0)
    return known === undefined ? [] : withdraw(known, kind, message.topic);
  const json = message.json();
  const given = { devices: readDeviceList, groups: readGroupList, info: readBridgeInfo }[kind](
    json,
  );
  if (given === null || (known === undefined && isEmpty(given))) {
    return known === undefined
      ? []
      : [rejected(`this is no list of ${kind} of a Zigbee2MQTT bridge`)];
  }
  const network = networkOf(memory, base);
  if (network === null) return [rejected('too many Zigbee2MQTT bridges in this house')];
  return take(base, network, kind, given);
}

/** A device that exposes nothing has no entity to hear its availability. */
function ofBareDevice({ networks }: Memory, message: ParsedMessage): readonly Definition[] {
  const { topic } = message;
  if (networks.size === 0 || !topic.endsWith('/availability')) return [];
  for (const [base, network] of networks) {
    if (!topic.startsWith(`${base}/`)) continue;
    const name = topic.slice(base.length + 1, -'/availability'.length);
    const device = (network.devices ?? []).find((one) => one.name === name);
    if (device === undefined || device.exposes.length > 0) continue;
    const told = readAvailability(message);
    if (told.type !== 'availability') return [];
    const described = describeDevice(device, network.bridge?.address ?? null);
    const { online } = told;
    return [{ type: 'define', device: described, entities: [], complete: false, online }];
  }
  return [];
}

/** An empty list of a bridge that nobody knows says nothing; anyone may have such a topic. */
const isEmpty = (given: unknown) => Array.isArray(given) && given.length === 0;

function take(
  base: string,
  network: Network,
  kind: Kind,
  given: NonNullable<
    ReturnType<typeof readDeviceList | typeof readGroupList | typeof readBridgeInfo>
  >,
): readonly Definition[] {
  const before = network.bridge;
  Object.assign(network, kind === 'info' ? { bridge: given } : { [kind]: given });
  const facts = network.bridge;
  const changes: Definition[] = [];
  if (kind === 'info' && facts !== null) {
    const entities = bridgeEntities(base, facts);
    const topic = `${base}/bridge/info`;
    changes.push(...gone(network, topic, new Set(entities.map(listed))));
    changes.push({
      type: 'define',
      device: bridgeDevice(base, facts),
      entities,
      complete: false,
      whole: true,
    });
    // Nothing else depends on what the rest of the message says, which changes often.
    if (before?.output === facts.output && before.address === facts.address) return changes;
  }
  if (kind !== 'groups') changes.push(...defineDevices(base, network));
  changes.push(...defineGroups(base, network));
  return changes;
}

function withdraw(network: Network, kind: Kind, topic: string): readonly Definition[] {
  Object.assign(network, kind === 'info' ? { bridge: null } : { [kind]: null });
  return gone(network, topic, new Set());
}

const rejected = (reason: string): Definition => ({ type: 'rejected', reason });
