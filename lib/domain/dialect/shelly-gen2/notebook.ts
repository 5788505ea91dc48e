import type { Entity } from '../../entity/entity.ts';
import type { EntityDescription } from '../dialect.ts';

/** What is known of one device besides its entities. */
export type DeviceFacts = {
  /** The stable part of all unique ids: the device's id, or its prefix while nothing tells that. */
  readonly identity: string;
  source: string | null;
  mac: string | null;
  name: string | null;
  model: string | null;
  version: string | null;
  /** It wakes up only now and then: that it is offline says nothing. Seconds; 0: it is always on. */
  wakeupS: number;
};

/** Devices by prefix, and what their components have been seen to be able to do. */
export type Notebook = {
  readonly devices: Map<string, DeviceFacts>;
  /** Identity by the device's own id: a prefix may be changed. */
  readonly identities: Map<string, string>;
  /** By `<identity> <component> <part>`. */
  readonly features: Map<string, readonly string[]>;
  /** What each part was last described as, and from what. */
  readonly described: Map<string, { readonly from: string; readonly entity: EntityDescription }>;
  /** Prefixes that were asked for everything once. */
  readonly asked: Set<string>;
};

export const MAX_DEVICES = 4_000;
export const MAX_FEATURES = 20_000;
const DEFAULT_ID = /^shelly[a-z0-9]*-[0-9a-f]{12}$/i;

export const emptyNotebook = (): Notebook => ({
  devices: new Map(),
  identities: new Map(),
  features: new Map(),
  described: new Map(),
  asked: new Set(),
});

/** Is it an id that only a Shelly has: its model and its MAC address? */
export const isShellyId = (text: string): boolean => DEFAULT_ID.test(text);

/** What is known of the device at a prefix, once somebody has spoken there; null: too many already. */
export function factsOf(
  { devices, identities }: Notebook,
  prefix: string,
  source: string | null,
): DeviceFacts | null {
  let facts = devices.get(prefix);
  if (facts === undefined) {
    if (devices.size >= MAX_DEVICES) return null;
    const id = source ?? (isShellyId(prefix) ? prefix : null);
    const identity = (id === null ? undefined : identities.get(id)) ?? id ?? prefix;
    facts = {
      ...{ identity, source: id, mac: macOf(id) },
      ...{ name: null, model: null, version: null, wakeupS: 0 },
    };
    devices.set(prefix, facts);
  }
  if (source !== null && facts.source !== source) {
    facts.source = source;
    facts.mac ??= macOf(source);
  }
  if (facts.source !== null && !identities.has(facts.source)) {
    identities.set(facts.source, facts.identity);
  }
  return facts;
}

/** The MAC address at the end of a device's own id. */
const macOf = (id: string | null): string | null =>
  id !== null && isShellyId(id) ? id.slice(-12) : null;

/** Adds what a status shows to what the part can do; `-x` takes `x` away. */
export function learn(
  { features }: Notebook,
  key: string,
  shown: readonly string[],
): readonly string[] {
  const before = features.get(key) ?? [];
  const lost = new Set(shown.filter((f) => f.startsWith('-')).map((f) => f.slice(1)));
  const after = [...new Set([...before, ...shown])].filter(
    (feature) => !feature.startsWith('-') && !lost.has(feature),
  );
  if (features.size < MAX_FEATURES || features.has(key)) features.set(key, after);
  return after;
}

/** Takes up what the entities' bindings hold. */
export function recall(memory: Notebook, entities: readonly Entity[]): void {
  for (const { source } of entities) {
    const binding = source.binding;
    const word = (key: string) =>
      typeof binding[key] === 'string' ? (binding[key] as string) : null;
    const [prefix, identity] = [word('prefix'), word('identity')];
    if (prefix === null || identity === null) continue;
    const id = word('source');
    if (!memory.devices.has(prefix) && memory.devices.size < MAX_DEVICES) {
      memory.devices.set(prefix, {
        ...{ identity, source: id, mac: word('mac') },
        ...{ name: null, model: null, version: word('version') },
        wakeupS: typeof binding['wakeupS'] === 'number' ? binding['wakeupS'] : 0,
      });
    }
    if (id !== null) memory.identities.set(id, identity);
    memory.asked.add(prefix);
    const known = binding['features'];
    if (Array.isArray(known)) {
      learn(
        memory,
        featureKey(identity, word('component') ?? '', word('part') ?? ''),
        known.filter((feature) => typeof feature === 'string'),
      );
    }
  }
}

export const featureKey = (identity: string, component: string, part: string) =>
  `${identity} ${component} ${part}`;
