import type { Device, Entity } from '../entity/entity.ts';
import { slug } from '../entity/slug.ts';
import { converter } from './convert.ts';
import type { ForeignEntity } from './foreign.ts';

/** The dialect of entities that only an import has told of. */
export const IMPORT_DIALECT = 'import';

/** How sure it is that an imported entity is still in the home: it waits in the inbox to be adopted. */
const CONFIDENCE = 0.5;

/** Which of our entities a foreign one is. */
export type Match =
  | {
      readonly type: 'known';
      readonly entity: Entity;
      readonly why: 'map' | 'before' | 'id' | 'name';
    }
  | { readonly type: 'new'; readonly entity: Entity; readonly ambiguous: readonly string[] };

type Known = { readonly entities: readonly Entity[]; readonly devices: readonly Device[] };

/**
 * Finds our entity for each of a source's. In this order: what the user's map says; what an earlier import
 * made; the same id; the same name, if only one entity has it. Kind must agree, and the unit convert:
 * a history does not go on in another unit. What is not found is made, as an entity of an imported device.
 * @param map foreign id → our id
 */
export function matcher(
  source: string,
  deviceId: string,
  known: Known,
  map: ReadonlyMap<string, string>,
) {
  const byId = new Map(known.entities.map((entity) => [entity.id, entity]));
  const imported = new Map<string, Entity>();
  const names = new Map<string, Set<Entity>>();
  const devices = new Map(known.devices.map((device) => [device.id, device]));
  for (const entity of known.entities) {
    if (entity.source.dialect === IMPORT_DIALECT) imported.set(entity.uniqueId, entity);
    else
      for (const name of namesOf(entity, devices.get(entity.deviceId))) {
        names.set(name, (names.get(name) ?? new Set()).add(entity));
      }
  }

  return (foreign: ForeignEntity): Match => {
    const mapped = map.get(foreign.id);
    const target = mapped === undefined ? undefined : byId.get(mapped);
    if (target !== undefined) return { type: 'known', entity: target, why: 'map' };
    const uniqueId = `${source}/${foreign.id}`;
    const before = imported.get(uniqueId);
    if (before !== undefined) return { type: 'known', entity: before, why: 'before' };
    const same = byId.get(foreign.id);
    if (same !== undefined && agree(same, foreign))
      return { type: 'known', entity: same, why: 'id' };
    const candidates = [...wordsOf(foreign)].flatMap((name) => [...(names.get(name) ?? [])]);
    const fitting = [...new Set(candidates)].filter((entity) => agree(entity, foreign));
    if (fitting.length === 1) return { type: 'known', entity: fitting[0]!, why: 'name' };
    const made = entityOf(foreign, uniqueId, freeId(foreign, byId), source, deviceId);
    byId.set(made.id, made);
    imported.set(uniqueId, made);
    return { type: 'new', entity: made, ambiguous: fitting.map(({ id }) => id) };
  };
}

const agree = (entity: Entity, { kind, unit }: ForeignEntity): boolean =>
  entity.kind === kind && converter(unit, entity.unit) !== null;

/** What Home Assistant would call an entity: its device's name and its own, as a slug. */
function namesOf(entity: Entity, device: Device | undefined): readonly string[] {
  const full = [device?.name, entity.name].filter((part) => part !== null && part !== undefined);
  const object = entity.id.slice(entity.id.indexOf('.') + 1);
  return [...new Set([slug(full.join(' ')), object, slug(entity.uniqueId)])];
}

function wordsOf({ id, name }: ForeignEntity): ReadonlySet<string> {
  const object = id.slice(id.indexOf('.') + 1);
  return new Set([slug(object), ...(name === null ? [] : [slug(name)])]);
}

function freeId(foreign: ForeignEntity, taken: ReadonlyMap<string, Entity>): string {
  const own = /^[a-z_]+\.[a-z0-9_]+$/.test(foreign.id);
  const object = own
    ? foreign.id.slice(foreign.id.indexOf('.') + 1)
    : slug(foreign.name ?? foreign.id);
  const base = `${foreign.kind}.${object}`;
  let id = base;
  for (let i = 2; taken.has(id); i++) id = `${base}_${i}`;
  return id;
}

const entityOf = (
  { id: foreignId, kind, name, unit, deviceClass, stateClass }: ForeignEntity,
  uniqueId: string,
  id: string,
  source: string,
  deviceId: string,
): Entity => ({
  id,
  deviceId,
  uniqueId,
  kind,
  name: name ?? foreignId,
  deviceClass,
  stateClass,
  unit,
  category: null,
  enabled: true,
  icon: null,
  capabilities: {},
  confidence: CONFIDENCE,
  source: {
    dialect: IMPORT_DIALECT,
    definedBy: null,
    stateTopics: [],
    commandTopics: [],
    availability: null,
    expireAfterMs: null,
    offDelayMs: null,
    optimistic: false,
    binding: { from: source, id: foreignId },
  },
});
