import type { Value } from '../../../domain/entity/entity.ts';
import type { Driver, Runner } from '../connection/driver.ts';
import type { HistorySql } from '../sql/history-sql.ts';
import { type SeriesType, typeOf } from './values.ts';

export type Series = { readonly id: number; readonly type: SeriesType };
type Key = { readonly entityId: string; readonly property: string };
type Telling = Key & { readonly value: Value };

/** Which series there are: table series, with a cache in front. A series is never deleted. */
export function seriesIndex(driver: Driver, sql: HistorySql) {
  const known = new Map<string, Map<string, Series>>();

  const peek = ({ entityId, property }: Key) => known.get(entityId)?.get(property);
  const keep = ({ entityId, property }: Key, series: Series) => {
    const own = known.get(entityId) ?? new Map<string, Series>();
    known.set(entityId, own);
    own.set(property, series);
  };

  /** A type can still change while it is `none`, perhaps in another process. */
  const isSettled = (series: Series | undefined) => series !== undefined && series.type !== 'none';

  return {
    /** Forgets the cache: series have changed hands. */
    clear: () => known.clear(),

    /** The series of (entity, property), or null if it never had a reading. */
    async find(key: Key): Promise<Series | null> {
      const cached = peek(key);
      if (cached !== undefined && isSettled(cached)) return cached;
      const table = JSON.stringify([[key.entityId, key.property]]);
      const [rows] = await driver.read(sql.findSeries(table));
      const row = rows?.[0];
      if (row === undefined) return null;
      const found = { id: Number(row[2]), type: row[3] as SeriesType };
      keep(key, found);
      return found;
    },

    /** The series of (entity, property) if it is known without asking, and its type is settled. */
    settled(key: Key): Series | undefined {
      const cached = peek(key);
      return isSettled(cached) ? cached : undefined;
    },

    /**
     * The series of each reading, made where there is none yet, and given its type by its first value.
     * As with the dictionary, the caller calls `keep` once it has committed.
     */
    async ensure(runner: Runner, readings: readonly Telling[]) {
      const wanted = new Map<string, Map<string, SeriesType>>();
      for (const { entityId, property, value } of readings) {
        if (isSettled(peek({ entityId, property }))) continue;
        const own = wanted.get(entityId) ?? new Map<string, SeriesType>();
        wanted.set(entityId, own);
        if ((own.get(property) ?? 'none') === 'none') own.set(property, typeOf(value));
      }
      const missing = [...wanted].flatMap(([entityId, own]) =>
        [...own].map(([property, type]) => [entityId, property, type] as const),
      );
      const found = new Map<string, Map<string, Series>>();
      if (missing.length > 0) {
        await runner.run(sql.ensureSeries(JSON.stringify(missing)));
        const keys = JSON.stringify(missing.map(([entityId, property]) => [entityId, property]));
        for (const [entityId, property, id, type] of await runner.query(sql.findSeries(keys))) {
          const own = found.get(String(entityId)) ?? new Map<string, Series>();
          found.set(String(entityId), own);
          own.set(String(property), { id: Number(id), type: type as SeriesType });
        }
      }
      return {
        of({ entityId, property }: Key): Series {
          const series = found.get(entityId)?.get(property) ?? peek({ entityId, property });
          if (series === undefined) throw new Error(`no series for ${entityId} ${property}`);
          return series;
        },
        keep(): void {
          for (const [entityId, own] of found) {
            for (const [property, series] of own) keep({ entityId, property }, series);
          }
        },
      };
    },
  };
}

export type SeriesIndex = ReturnType<typeof seriesIndex>;
