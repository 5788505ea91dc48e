import type { ZoneOffset } from '../../../domain/history/zone.ts';
import type { Database } from '../connection/client.ts';
import type { Driver, Row, Statement } from '../connection/driver.ts';
import { createMutex } from '../connection/mutex.ts';
import { type HistorySql, historyDialect, historySql } from '../sql/history-sql.ts';
import type { Cursor } from './batch.ts';
import { type ChunkCache, chunkCache } from './chunks/chunk-cache.ts';
import { type DamageBook, damageBook } from './chunks/damage.ts';
import { type Dictionary, dictionary } from './dictionary.ts';
import { type SeriesIndex, seriesIndex } from './series.ts';
import { type TailIndex, tailIndex } from './tail/tail-index.ts';

/** What the parts of the history share: one for each open database. */
export type Engine = {
  readonly db: Database;
  readonly driver: Driver;
  readonly sql: HistorySql;
  readonly series: SeriesIndex;
  readonly texts: Dictionary;
  readonly chunks: ChunkCache;
  readonly damage: DamageBook;
  /** The home's zone: full hours are its hours. */
  offset: ZoneOffset;
  /** Readings that lie in the tail, as far as this process knows. */
  tailReadings: number;
  /** Cursors as they are stored, as far as this process knows. */
  readonly cursors: Map<string, Cursor>;
  /** What changes chunks in this process does so one after the other. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /**
   * What `statements` say at one moment, and what was in the tail at that moment. `take` must not wait
   * for anything, for then the tail would go on.
   */
  moment<T>(
    statements: readonly Statement[],
    take: (results: readonly Row[][], tail: TailIndex) => T,
  ): Promise<T>;
};

const engines = new WeakMap<Database, Engine>();

/** The engine of a database: one, however many stores ask. */
export function engineOf(db: Database): Engine {
  const known = engines.get(db) ?? createEngine(db);
  engines.set(db, known);
  return known;
}

function createEngine(db: Database): Engine {
  const { driver } = db;
  const sql = historySql(historyDialect(db.provider));
  const damage = damageBook(db);
  const tail = tailIndex(damage);
  return {
    db,
    driver,
    sql,
    series: seriesIndex(driver, sql),
    texts: dictionary(driver, sql),
    chunks: chunkCache(damage),
    damage,
    offset: () => 0,
    tailReadings: 0,
    cursors: new Map(),
    alone: createMutex().run,
    async moment(statements, take) {
      for (;;) {
        const [bounds, news, ...results] = await driver.read(
          sql.tailBounds(),
          sql.tailSince(tail.newest),
          ...statements,
        );
        if (tail.follow(bounds![0], news!)) return take(results, tail);
      }
    },
  };
}
