import { stat } from 'node:fs/promises';
import type { Engine } from '../engine.ts';

/** What one series takes. */
export type SeriesStorage = {
  readonly entityId: string;
  readonly property: string;
  /** Those that are kept one by one. */
  readonly readings: number;
  readonly bytes: number;
  /** Epoch ms of the first and the last that is known of; null: nothing is. */
  readonly from: number | null;
  readonly to: number | null;
};

export type StorageTotals = {
  /** Of the whole database on disk, with its write-ahead log. */
  readonly bytes: number;
  readonly readings: number;
  /** Of these, those that are not in chunks yet. */
  readonly tailReadings: number;
};

/** A chunk's row and its place in the index, without the blobs. */
const CHUNK_BYTES = 100;
/** A reading in the tail. */
const TAIL_BYTES = 5;

/** Tells what is stored. Reads the sizes of all chunks, so that its callers keep the answer for a while. */
export function storageReader(engine: Engine) {
  const { driver, sql, moment } = engine;

  async function databaseBytes(): Promise<number> {
    if (sql.databaseBytes !== null) {
      const [rows] = await driver.read(sql.databaseBytes);
      return Number(rows?.[0]?.[0] ?? 0);
    }
    const [rows] = await driver.read(sql.databaseFile);
    const file = String(rows?.[0]?.[2] ?? '');
    const sizes = [file, `${file}-wal`].map(async (one) => {
      return stat(one).then(
        ({ size }) => size,
        () => 0,
      );
    });
    return (await Promise.all(sizes)).reduce((a, b) => a + b, 0);
  }

  /** Of each series, what it takes. */
  async function storage(): Promise<SeriesStorage[]> {
    return moment([sql.allSeries(), sql.storage()], ([series = [], rows = []], tail) => {
      const chunks = new Map(rows.map((row) => [Number(row[0]), row.map(Number)]));
      return series.map(([id, entityId, property]): SeriesStorage => {
        const recent = tail.of(Number(id));
        const [, count = 0, readings = 0, bytes = 0, first, last] = chunks.get(Number(id)) ?? [];
        const times = [recent.at[0], recent.at[recent.count - 1], first, last].filter(
          (at) => at !== undefined,
        );
        return {
          entityId: String(entityId),
          property: String(property),
          readings: readings + recent.count,
          bytes: bytes + CHUNK_BYTES * count + TAIL_BYTES * recent.count,
          from: times.length === 0 ? null : Math.min(...times),
          to: times.length === 0 ? null : Math.max(...times),
        };
      });
    });
  }

  return {
    storage,

    async storageTotals(): Promise<StorageTotals> {
      const { readings, tailReadings } = await moment([sql.storage()], ([rows = []], tail) => {
        let recent = 0;
        for (const [, { count }] of tail.arrived()) recent += count;
        const stored = rows.reduce((sum, row) => sum + Number(row[2]), 0);
        return { readings: stored + recent, tailReadings: recent };
      });
      return { bytes: await databaseBytes(), readings, tailReadings };
    },
  };
}
