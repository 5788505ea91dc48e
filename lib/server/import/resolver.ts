import type { Device, Entity } from '../../domain/entity/entity.ts';
import type { ForeignEntity } from '../../domain/import/foreign.ts';
import { IMPORT_DIALECT, type Match, matcher } from '../../domain/import/match.ts';
import type { InventoryStore } from '../db/inventory.ts';
import { type Source, SourceError } from './source.ts';

const NAMES = {
  'home-assistant': 'Home Assistant',
  influx: 'InfluxDB',
  csv: 'CSV',
  ndjson: 'NDJSON',
} as const;

export type Wishes = {
  /** Foreign id → our id. */
  readonly map: ReadonlyMap<string, string>;
  /** Patterns of foreign ids, `*` for anything; empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
};

/** What a foreign entity is here; null: the user does not want it. */
export type Resolved = { readonly match: Match } | null;

/** Finds or makes our entity for each of the source's, once. */
export async function createResolver(
  kind: Source['kind'],
  inventory: InventoryStore,
  wishes: Wishes,
) {
  const [entities, devices] = await Promise.all([inventory.entities(), inventory.devices()]);
  const strangers = [...wishes.map.values()].filter(
    (id) => !entities.some((entity) => entity.id === id),
  );
  if (strangers.length > 0)
    throw new SourceError(
      `There is no entity ${strangers.slice(0, 5).join(', ')} that the map names`,
    );
  const device = importedDevice(kind);
  const match = matcher(kind, device.id, { entities, devices }, wishes.map);
  const wanted = filter(wishes);
  const resolved = new Map<
    string,
    { readonly foreign: ForeignEntity; readonly resolved: Resolved }
  >();
  /** Made or changed, and not stored yet. */
  const news = new Map<string, Entity>();

  return {
    of(foreign: ForeignEntity): Resolved {
      const known = resolved.get(foreign.id);
      if (known?.foreign === foreign) return known.resolved;
      const found = known?.resolved ?? (wanted(foreign.id) ? { match: match(foreign) } : null);
      const own = found === null ? null : completed(found, foreign);
      resolved.set(foreign.id, { foreign, resolved: own });
      if (own !== null && own.match !== found?.match)
        news.set(own.match.entity.id, own.match.entity);
      else if (known === undefined && own?.match.type === 'new')
        news.set(own.match.entity.id, own.match.entity);
      return own;
    },
    all: () =>
      [...resolved.values()].flatMap(({ foreign, resolved: own }) =>
        own === null ? [] : [{ foreign, match: own.match }],
      ),
    skipped: () => [...resolved.values()].filter(({ resolved: own }) => own === null).length,
    /** What must be stored before readings are. */
    takeNews(): { readonly devices: readonly Device[]; readonly entities: readonly Entity[] } {
      const made = [...news.values()];
      news.clear();
      return { devices: made.length > 0 ? [device] : [], entities: made };
    },
  };
}

export type Resolver = Awaited<ReturnType<typeof createResolver>>;

/** What a later line says of an imported entity, such as its unit. */
function completed(found: NonNullable<Resolved>, { unit }: ForeignEntity): NonNullable<Resolved> {
  const { entity } = found.match;
  if (unit === null || entity.unit !== null || entity.source.dialect !== IMPORT_DIALECT)
    return found;
  return { match: { ...found.match, entity: { ...entity, unit } } };
}

const importedDevice = (kind: Source['kind']): Device => ({
  id: `import_${kind.replace('-', '_')}`,
  name: `Imported from ${NAMES[kind]}`,
  manufacturer: null,
  model: null,
  swVersion: null,
  room: null,
  dialect: IMPORT_DIALECT,
  identifiers: [`import:${kind}`],
  viaDevice: null,
});

function filter({ only, skip }: Wishes): (id: string) => boolean {
  const [wanted, unwanted] = [only.map(pattern), skip.map(pattern)];
  return (id) =>
    (wanted.length === 0 || wanted.some((one) => one.test(id))) &&
    !unwanted.some((one) => one.test(id));
}

const pattern = (text: string): RegExp =>
  new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
