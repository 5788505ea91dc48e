import type { Entity } from '../../entity/entity.ts';

/** What is known of one device besides its entities. */
export type DeviceFacts = {
  /** The stable part of all unique ids: the id under which the device was first heard. */
  readonly identity: string;
  mac: string | null;
  model: string | null;
  version: string | null;
};

export type Notebook = {
  /** By the id in the topic. */
  readonly devices: Map<string, DeviceFacts>;
  /** Identity by MAC address: the id in the topic may be changed. */
  readonly identities: Map<string, string>;
  /** What parts can do, by `<identity> <key>`. */
  readonly features: Map<string, readonly string[]>;
};

const MAX_DEVICES = 4_000;
const MAX_FEATURES = 20_000;

export const emptyNotebook = (): Notebook => ({
  devices: new Map(),
  identities: new Map(),
  features: new Map(),
});

/** What is known of a device; null: there are too many already. */
export function factsOf(
  { devices, identities }: Notebook,
  id: string,
  mac: string | null,
): DeviceFacts | null {
  const known = devices.get(id);
  const facts = known ?? {
    identity: (mac === null ? undefined : identities.get(mac)) ?? id,
    ...{ mac: macOf(id), model: null, version: null },
  };
  if (known === undefined) {
    if (devices.size >= MAX_DEVICES) return null;
    devices.set(id, facts);
  }
  if (mac !== null) {
    facts.mac = mac;
    if (!identities.has(mac)) identities.set(mac, facts.identity);
  }
  return facts;
}

/** Some models have their whole MAC address in their id. */
function macOf(id: string): string | null {
  return /^shelly[a-z0-9]*-([0-9a-f]{12})$/i.exec(id)?.[1] ?? null;
}

/** Adds what a message shows to what the part can do. */
export function learn(
  { features }: Notebook,
  key: string,
  shown: readonly string[],
): readonly string[] {
  const before = features.get(key) ?? [];
  if (shown.every((feature) => before.includes(feature))) return before;
  const after = [...new Set([...before, ...shown])].sort();
  if (features.size < MAX_FEATURES || features.has(key)) features.set(key, after);
  return after;
}

/** Takes up what the entities' bindings hold. */
export function recall(memory: Notebook, entities: readonly Entity[]): void {
  for (const { source } of entities) {
    const binding = source.binding;
    const word = (key: string) =>
      typeof binding[key] === 'string' ? (binding[key] as string) : null;
    const [id, identity, mac] = [word('id'), word('identity'), word('mac')];
    if (id === null || identity === null) continue;
    if (!memory.devices.has(id) && memory.devices.size < MAX_DEVICES) {
      memory.devices.set(id, { identity, mac, model: word('model'), version: null });
    }
    if (mac !== null) memory.identities.set(mac, identity);
    const known = binding['features'];
    if (Array.isArray(known)) {
      const texts = known.filter((feature) => typeof feature === 'string');
      learn(memory, `${identity} ${word('part') ?? ''}`, texts);
    }
  }
}
