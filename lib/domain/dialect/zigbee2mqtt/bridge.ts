import type { Binding } from '../../entity/entity.ts';
import { describedDevice, describedEntity, type EntityParts } from '../describing.ts';
import type { DeviceDescription, EntityDescription } from '../dialect.ts';
import { isObject } from '../safe-json.ts';
import { logLevels } from './bridge-form.ts';
import { textOf } from './expose.ts';
import { DIALECT, type Output } from './place.ts';

/** What `<base>/bridge/info` says and definitions depend on. */
export type BridgeFacts = {
  /** The coordinator's. */
  readonly address: string | null;
  readonly version: string | null;
  readonly output: Output;
};

/** Reads `<base>/bridge/info`; null if it is no such thing. */
export function readBridgeInfo(json: unknown): BridgeFacts | null {
  if (!isObject(json)) return null;
  const coordinator = isObject(json['coordinator']) ? json['coordinator'] : null;
  const version = textOf(json['version']);
  if (version === null || (coordinator === null && !isObject(json['config']))) return null;
  const config = isObject(json['config']) ? json['config'] : {};
  const advanced = isObject(config['advanced']) ? config['advanced'] : {};
  return {
    version,
    address: textOf(coordinator?.['ieee_address'])?.toLowerCase() ?? null,
    // JSON is what it is without being told; with both, one of them is enough.
    output: advanced['output'] === 'attribute' ? 'attribute' : 'json',
  };
}

/** The facts that an entity of an earlier life keeps; null: it keeps none. */
export function recalledFacts({ facts }: Binding): BridgeFacts | null {
  if (!isObject(facts)) return null;
  const output = (['json', 'attribute'] as const).find((word) => word === facts['output']);
  if (output === undefined) return null;
  return { address: textOf(facts['address']), version: textOf(facts['version']), output };
}

/** What stands for the bridge in unique ids: its coordinator's address, which stays when a base topic changes. */
export const bridgeIdentity = (base: string, { address }: BridgeFacts): string =>
  `bridge_${address ?? base}`;

/** The bridge as a device: its software, and the radio that all others are reached by. */
export function bridgeDevice(base: string, facts: BridgeFacts): DeviceDescription {
  return describedDevice({
    name: base === 'zigbee2mqtt' ? 'Zigbee2MQTT Bridge' : `Zigbee2MQTT Bridge ${base}`,
    manufacturer: 'Zigbee2MQTT',
    model: 'Bridge',
    swVersion: facts.version,
    identifiers: [
      `zigbee2mqtt_${bridgeIdentity(base, facts)}`,
      ...(facts.address === null ? [] : [facts.address]),
    ],
  });
}

/** The bridge's own entities, as Zigbee2MQTT offers them to others. */
export function bridgeEntities(base: string, facts: BridgeFacts): readonly EntityDescription[] {
  const identity = bridgeIdentity(base, facts);
  const info = `${base}/bridge/info`;
  const stateTopic = `${base}/bridge/state`;
  const legacy = facts.version?.startsWith('1.') ?? false;
  const entity = (
    what: string,
    topic: string | null,
    command: string | null,
    about: Omit<EntityParts, 'uniqueId' | 'source'>,
  ): EntityDescription =>
    describedEntity({
      ...about,
      uniqueId: `${identity}_${what}`,
      source: {
        dialect: DIALECT,
        definedBy: info,
        stateTopics: topic === null ? [] : [topic],
        commandTopics: command === null ? [] : [`${base}/bridge/request/${command}`],
        availability:
          what === 'connection' ? null : { mode: 'all', topics: [stateTopic], untilHeard: true },
        binding: {
          ...{ form: 'bridge', what, base },
          ...(legacy ? { legacy } : {}),
          // What definitions depend on must be known before the bridge speaks again.
          ...(what === 'connection' ? { facts } : {}),
        },
      },
    });
  const diagnostic = { category: 'diagnostic' } as const;
  const hidden = { ...diagnostic, enabled: false };
  return [
    entity('connection', stateTopic, null, {
      ...{ kind: 'binary_sensor', name: 'Connection state', deviceClass: 'connectivity' },
      ...diagnostic,
    }),
    entity('permit_join', info, 'permit_join', { kind: 'switch', name: 'Permit join' }),
    entity('join_end', info, null, {
      ...{ kind: 'sensor', name: 'Permit join until', deviceClass: 'timestamp' },
      ...diagnostic,
    }),
    entity('restart', null, 'restart', {
      ...{ kind: 'button', name: 'Restart', deviceClass: 'restart', category: 'config' },
    }),
    entity('restart_required', info, null, {
      ...{ kind: 'binary_sensor', name: 'Restart required', deviceClass: 'problem' },
      ...hidden,
    }),
    entity('log_level', info, 'options', {
      ...{ kind: 'select', name: 'Log level', category: 'config' },
      capabilities: { options: logLevels(legacy) },
    }),
    entity('version', info, null, { kind: 'sensor', name: 'Version', ...diagnostic }),
    entity('coordinator_version', info, null, {
      ...{ kind: 'sensor', name: 'Coordinator version' },
      ...hidden,
    }),
    entity('network_map', `${base}/bridge/response/networkmap`, null, {
      ...{ kind: 'sensor', name: 'Network map', deviceClass: 'timestamp' },
      ...hidden,
    }),
    entity('event', `${base}/bridge/event`, null, {
      ...{ kind: 'event', name: 'Event' },
      ...diagnostic,
      capabilities: {
        eventTypes: ['device_joined', 'device_announce', 'device_interview', 'device_leave'],
      },
    }),
  ];
}
