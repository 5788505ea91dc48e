import type { Value } from '../../domain/entity/entity.ts';
import type { Span } from '../../domain/history/gaps.ts';
import type { Database } from './client.ts';
import type { Dictionary } from './dictionary.ts';
import { askJson } from './json.ts';
import type { SeriesIndex } from './series.ts';
import { restore, type SeriesType } from './values.ts';

export type Reading = {
  /** Epoch ms. */
  readonly at: number;
  /** The ingest sequence: the order of arrival. */
  readonly seq: number;
  readonly value: Value;
};

/** A place in a series, to go on from. */
export type Place = { readonly at: number; readonly seq: number };

/** One value of the home at a moment. */
export type StateAt = {
  readonly entityId: string;
  readonly property: string;
  /** When it was reported. */
  readonly at: number;
  readonly value: Value;
};

type StateRow = readonly [string, string, SeriesType, number, number | null, number | null];

const PAGE = 10_000;

/** Reads readings as they were stored. */
export function readingReader(db: Database, series: SeriesIndex, texts: Dictionary) {
  const statements = db.prisma;

  const states = async (rows: readonly StateRow[]): Promise<StateAt[]> => {
    const textOf = await texts.textsOf(
      statements,
      rows.map((row) => row[5]),
    );
    return rows.map(([entityId, property, type, at, value, text]) => {
      return { entityId, property, at, value: restore({ value, text: textOf(text) }, type) };
    });
  };

  return {
    /**
     * Readings in [from, to) in order of time, at most `limit`, going on after `after`. `next` is where
     * the following page begins, null at the end.
     */
    async raw(
      entityId: string,
      property: string,
      { from, to }: Span,
      { after = null, limit = PAGE }: { after?: Place | null; limit?: number } = {},
    ): Promise<{ readonly readings: readonly Reading[]; readonly next: Place | null }> {
      const own = await series.find(statements, { entityId, property });
      if (own === null) return { readings: [], next: null };
      const [at, seq] = after === null ? [from, -1] : [after.at, after.seq];
      const rows = await askJson<[number, number, number | null, number | null]>(
        statements,
        `SELECT json_group_array(json_array(at, seq, value, text)) AS json FROM (
           SELECT at, seq, value, text FROM reading
            WHERE series_id = ? AND at >= ? AND at < ? AND (at, seq) > (?, ?)
            ORDER BY at, seq LIMIT ?)`,
        own.id,
        Math.max(from, at),
        to,
        at,
        seq,
        limit + 1,
      );
      const page = rows.slice(0, limit);
      const textOf = await texts.textsOf(
        statements,
        page.map((row) => row[3]),
      );
      const readings = page.map((row): Reading => {
        const value = restore({ value: row[2], text: textOf(row[3]) }, own.type);
        return { at: row[0], seq: row[1], value };
      });
      const last = readings.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { readings, next: more ? { at: last.at, seq: last.seq } : null };
    },

    /** How many readings lie in [from, to); counts no further than `most`. */
    async count(
      entityId: string,
      property: string,
      { from, to }: Span,
      most: number,
    ): Promise<number> {
      const own = await series.find(statements, { entityId, property });
      if (own === null) return 0;
      const rows = await statements.$queryRawUnsafe<{ n: bigint | number }[]>(
        'SELECT count(*) AS n FROM (SELECT 1 FROM reading WHERE series_id = ? AND at >= ? AND at < ? LIMIT ?)',
        own.id,
        from,
        to,
        most,
      );
      return Number(rows[0]?.n ?? 0);
    },

    /** The value in force just before `at`, and since when; null if there is none. */
    async held(entityId: string, property: string, at: number): Promise<Reading | null> {
      const own = await series.find(statements, { entityId, property });
      if (own === null) return null;
      const [row] = await askJson<[number, number, number | null, number | null]>(
        statements,
        `SELECT json_array(json_array(at, seq, value, text)) AS json FROM reading
          WHERE series_id = ? AND at < ? ORDER BY at DESC, seq DESC LIMIT 1`,
        own.id,
        at,
      );
      if (row === undefined) return null;
      const textOf = await texts.textsOf(statements, [row[3]]);
      const value = restore({ value: row[2], text: textOf(row[3]) }, own.type);
      return { at: row[0], seq: row[1], value };
    },

    /** When the last readings before `at` came, oldest first; at most `most`. */
    async timesBefore(
      entityId: string,
      property: string,
      at: number,
      most: number,
    ): Promise<number[]> {
      const own = await series.find(statements, { entityId, property });
      if (own === null) return [];
      const times = await askJson<number>(
        statements,
        `SELECT json_group_array(at) AS json FROM (
           SELECT at FROM reading WHERE series_id = ? AND at < ? ORDER BY at DESC, seq DESC LIMIT ?)`,
        own.id,
        at,
        most,
      );
      return times.reverse();
    },

    /** What kind of values a series has; null: it never had a reading. */
    async typeOf(entityId: string, property: string): Promise<SeriesType | null> {
      return (await series.find(statements, { entityId, property }))?.type ?? null;
    },

    /** The whole home as it was at a moment: of each series, its last reading at or before `at`. */
    async statesAt(at: number): Promise<StateAt[]> {
      const rows = await askJson<StateRow>(
        statements,
        `SELECT json_group_array(json_array(s.entity_id, s.property, s.type, r.at, r.value, r.text)) AS json
           FROM series s CROSS JOIN reading r ON r.series_id = s.id
            AND r.at = (SELECT max(at) FROM reading WHERE series_id = s.id AND at <= ?)
            AND r.seq = (SELECT max(seq) FROM reading WHERE series_id = s.id AND at = r.at)`,
        at,
      );
      return states(rows);
    },

    /** The newest reading of each series, by arrival: what is known now. */
    async latest(): Promise<StateAt[]> {
      const rows = await askJson<StateRow>(
        statements,
        `SELECT json_group_array(json_array(entity_id, property, type, newest_at, newest, newest_text)) AS json
           FROM series WHERE newest_seq IS NOT NULL`,
      );
      return states(rows);
    },
  };
}
