import type { Value } from '../../domain/entity/entity.ts';
import type { Statements } from './client.ts';
import { askJson, runWith } from './json.ts';
import { type SeriesType, typeOf } from './values.ts';

export type Series = { readonly id: number; readonly type: SeriesType };
type Key = { readonly entityId: string; readonly property: string };

const keyOf = ({ entityId, property }: Key) => `${entityId}\n${property}`;

/** Which series there are: table series, with a cache in front. A series is never deleted. */
export function seriesIndex() {
  const known = new Map<string, Series>();

  const load = async (db: Statements, keys: readonly Key[]) => {
    const rows = await askJson<[string, string, number, SeriesType]>(
      db,
      `SELECT json_group_array(json_array(s.entity_id, s.property, s.id, s.type)) AS json
         FROM json_each(?) k JOIN series s
           ON s.entity_id = k.value ->> 0 AND s.property = k.value ->> 1`,
      JSON.stringify(keys.map(({ entityId, property }) => [entityId, property])),
    );
    return new Map(
      rows.map(([entityId, property, id, type]) => [keyOf({ entityId, property }), { id, type }]),
    );
  };

  return {
    /** Forgets the cache: series have changed hands. */
    clear: () => known.clear(),

    /** The series of (entity, property), or null if it never had a reading. */
    async find(db: Statements, key: Key): Promise<Series | null> {
      const cached = known.get(keyOf(key));
      // A type can still change while it is `none`, perhaps in another process.
      if (cached !== undefined && cached.type !== 'none') return cached;
      const found = (await load(db, [key])).get(keyOf(key));
      if (found !== undefined) known.set(keyOf(key), found);
      return found ?? null;
    },

    /**
     * The series of each reading, made where there is none yet, and given its type by its first value.
     * As with the dictionary, the caller calls `keep` once it has committed.
     */
    async ensure(db: Statements, readings: readonly (Key & { readonly value: Value })[]) {
      const wanted = new Map<string, Key & { type: SeriesType }>();
      for (const { entityId, property, value } of readings) {
        const key = keyOf({ entityId, property });
        const cached = known.get(key);
        if (cached !== undefined && cached.type !== 'none') continue;
        const type = typeOf(value);
        const before = wanted.get(key);
        if (before === undefined) wanted.set(key, { entityId, property, type });
        else if (before.type === 'none') before.type = type;
      }
      const missing = [...wanted.values()];
      if (missing.length > 0) {
        await runWith(
          db,
          `INSERT INTO series (entity_id, property, type)
           SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
           ON CONFLICT (entity_id, property) DO UPDATE SET type = excluded.type
            WHERE series.type = 'none' AND excluded.type <> 'none'`,
          missing.map(({ entityId, property, type }) => [entityId, property, type]),
        );
      }
      const found = missing.length > 0 ? await load(db, missing) : new Map<string, Series>();
      return {
        of: (key: Key): Series => {
          const series = found.get(keyOf(key)) ?? known.get(keyOf(key));
          if (series === undefined) throw new Error(`no series for ${keyOf(key)}`);
          return series;
        },
        keep: () => {
          for (const [key, series] of found) known.set(key, series);
        },
      };
    },
  };
}

export type SeriesIndex = ReturnType<typeof seriesIndex>;
