import type { Entity } from '../../entity/entity.ts';

/** What a node has told of itself on `esphome/discover/<name>`. */
export type Node = {
  readonly name: string;
  readonly friendlyName: string | null;
  readonly mac: string | null;
  readonly version: string | null;
  readonly model: string | null;
};

/** What a value measures, as its name and first number told. */
export type Meaning = {
  readonly deviceClass: string | null;
  readonly stateClass: string | null;
  readonly unit: string | null;
  readonly category: 'config' | 'diagnostic' | null;
};

export type Sighting = { features: readonly string[]; meaning: Meaning | null };

export type Notebook = {
  /** By name: a prefix ends in it. */
  readonly nodes: Map<string, Node>;
  /** Prefixes whose log lines were heard: they are ESPHome's for certain. */
  readonly certain: Set<string>;
  /** By `<prefix>/<component>/<object_id>`. */
  readonly sightings: Map<string, Sighting>;
};

export const MAX_NODES = 2_000;
const MAX_SIGHTINGS = 10_000;

export const emptyNotebook = (): Notebook => ({
  nodes: new Map(),
  certain: new Set(),
  sightings: new Map(),
});

/** The node that speaks below a prefix, if it has told of itself. */
export const nodeAt = ({ nodes }: Notebook, prefix: string): Node | null =>
  nodes.get(prefix) ?? nodes.get(prefix.slice(prefix.lastIndexOf('/') + 1)) ?? null;

/** What was seen of an entity, with what this message adds. */
export function sight(
  { sightings }: Notebook,
  base: string,
  features: readonly string[],
): Sighting | null {
  const known = sightings.get(base);
  if (known === undefined) {
    if (sightings.size >= MAX_SIGHTINGS) return null;
    const sighting = { features: [...new Set(features)].sort(), meaning: null };
    sightings.set(base, sighting);
    return sighting;
  }
  if (!features.every((feature) => known.features.includes(feature))) {
    known.features = [...new Set([...known.features, ...features])].sort();
  }
  return known;
}

/** Takes up what the entities' bindings hold. */
export function recall(memory: Notebook, entities: readonly Entity[]): void {
  for (const entity of entities) {
    const { base, features, node } = entity.source.binding;
    if (typeof base === 'string') {
      const list = Array.isArray(features) ? features.filter((f) => typeof f === 'string') : [];
      const sighting = sight(memory, base, list);
      const { deviceClass, stateClass, unit, category } = entity;
      if (sighting !== null) sighting.meaning ??= { deviceClass, stateClass, unit, category };
    }
    if (isNode(node)) memory.nodes.set(node.name, node);
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).name === 'string';
