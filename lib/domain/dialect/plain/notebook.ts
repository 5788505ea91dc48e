import type { Entity } from '../../entity/entity.ts';
import type { Inference } from '../infer/infer.ts';

/** What the plain dialect remembers: which values it has made entities of, and how it reads them. */
export type Notebook = {
  /** By topic, then by the key of the JSON path. */
  readonly topics: Map<string, Map<string, Inference['as']>>;
  /** Which topic an identity belongs to: a value that is sent in two ways is one entity. */
  readonly owners: Map<string, string>;
  /** Colour modes of lights, by state topic. */
  readonly lights: Map<string, string>;
};

/** Beyond this many topics nothing new is inferred: a flood of topics is no home. */
export const MAX_TOPICS = 10_000;
export const MAX_PATHS = 200;

export const emptyNotebook = (): Notebook => ({
  topics: new Map(),
  owners: new Map(),
  lights: new Map(),
});

/** A path as the key of a map. */
export const pathKey = (path: readonly string[]): string => path.join('\n');

export const ownerKey = (kind: string, uniqueId: string): string => `${kind} ${uniqueId}`;

/** How the binding of a value entity reads its payloads; null for any other binding. */
export function bindingOf(
  entity: Pick<Entity, 'source'>,
): { readonly path: readonly string[]; readonly as: Inference['as'] } | null {
  const { path, as } = entity.source.binding;
  if (!Array.isArray(path) || !path.every((key) => typeof key === 'string')) return null;
  return as === 'number' || as === 'boolean' || as === 'text' ? { path, as } : null;
}

/** Takes up entities that were defined before a restart. */
export function recall(notebook: Notebook, entities: readonly Entity[]): void {
  for (const entity of entities) {
    const [topic] = entity.source.stateTopics;
    const binding = bindingOf(entity);
    if (topic === undefined) continue;
    if (entity.kind === 'light') {
      notebook.lights.set(topic, (entity.capabilities.colorModes ?? []).join());
    } else if (binding !== null) note(notebook, topic, entity.kind, entity.uniqueId, binding);
  }
}

/** Remembers a value; false if there is no room for it. */
export function note(
  { topics, owners }: Notebook,
  topic: string,
  kind: string,
  uniqueId: string,
  { path, as }: { readonly path: readonly string[]; readonly as: Inference['as'] },
): boolean {
  let paths = topics.get(topic);
  if (paths === undefined) {
    if (topics.size >= MAX_TOPICS) return false;
    paths = new Map();
    topics.set(topic, paths);
  }
  if (paths.size >= MAX_PATHS && !paths.has(pathKey(path))) return false;
  paths.set(pathKey(path), as);
  owners.set(ownerKey(kind, uniqueId), topic);
  return true;
}
