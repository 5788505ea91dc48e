import type { Value } from '../../../../domain/entity/entity.ts';
import { type Columns, indexAt, NO_COLUMNS, part } from '../../../../domain/history/columns.ts';
import type { Span } from '../../../../domain/history/gaps.ts';
import { columnsBuilder } from '../columns.ts';
import type { Engine } from '../engine.ts';
import { restoreCell, type SeriesType } from '../values.ts';
import { lastBefore } from './last.ts';
import { keyOf, readStretch, wholeTime } from './stretch.ts';

export type Reading = {
  /** Epoch ms. */
  readonly at: number;
  readonly value: Value;
};

/** A place in a series, to go on from: after the nth reading (the first is 1) of the moment `at`. */
export type Place = { readonly at: number; readonly nth: number };

type PageOptions = { readonly after?: Place | null; readonly limit?: number };

const PAGE = 10_000;
const CHUNK = 4_096;
/** Chunks in one stretch of a walk through a whole series. */
const STRETCH_CHUNKS = 4;

/** Reads readings as they were received. */
export function readingReader(engine: Engine) {
  const { series, texts, sql, chunks: cache, moment } = engine;

  async function toReadings(columns: Columns, type: SeriesType): Promise<Reading[]> {
    const textOf = await texts.textsOf(columns.text ?? []);
    const { count, at, value, text } = columns;
    const readings: Reading[] = [];
    for (let i = 0; i < count; i++) {
      const known = restoreCell(value[i]!, text === null ? 0 : text[i]!, type, textOf);
      readings.push({ at: at[i]!, value: known });
    }
    return readings;
  }

  /**
   * Readings in [from, to) in order of time, and of one moment in order of arrival; at most `limit`,
   * going on after `after`. `next` is where the following page begins, null at the end.
   */
  async function page(
    entityId: string,
    property: string,
    span: Span,
    { after = null, limit = PAGE }: PageOptions = {},
  ): Promise<{ readonly columns: Columns; readonly next: Place | null }> {
    const own = await series.find({ entityId, property });
    if (own === null) return { columns: NO_COLUMNS, next: null };
    const to = wholeTime(span.to);
    const first = Math.max(wholeTime(span.from), after === null ? -Infinity : after.at);
    // Of the moment of `after`, those before its place are counted, and left out.
    const skipped = after !== null && after.at === first ? after.nth : 0;
    const found = columnsBuilder();
    for (let from = first; from < to && found.count < skipped + limit + 1; ) {
      const wanted = skipped + limit + 1 - found.count;
      const chunks = Math.ceil(wanted / CHUNK);
      const { columns, upTo } = await readStretch(engine, own.id, from, to, chunks, true);
      found.append(part(columns, 0, Math.min(columns.count, wanted)));
      from = upTo;
    }
    const all = found.columns();
    const begin = skipped === 0 ? 0 : Math.min(skipped, indexAt(all, first + 1));
    const columns = part(all, begin, Math.min(all.count, begin + limit));
    const more = all.count > begin + limit && columns.count > 0;
    return { columns, next: more ? placeOf(all, begin + columns.count - 1) : null };
  }

  return {
    page,

    /** The same, each as an object: for a few. */
    async raw(
      entityId: string,
      property: string,
      span: Span,
      options?: PageOptions,
    ): Promise<{ readonly readings: readonly Reading[]; readonly next: Place | null }> {
      const { columns, next } = await page(entityId, property, span, options);
      const type = (await series.find({ entityId, property }))?.type ?? 'none';
      return { readings: await toReadings(columns, type), next };
    },

    /**
     * All readings in [from, to) as they were received, in order of time, in stretches of a few chunks:
     * a series of any length in flat memory. What a text's id means, `texts` tells.
     */
    async *columns(entityId: string, property: string, span: Span): AsyncGenerator<Columns> {
      const own = await series.find({ entityId, property });
      if (own === null) return;
      const to = wholeTime(span.to);
      for (let from = wholeTime(span.from); from < to; ) {
        const stretch = await readStretch(engine, own.id, from, to, STRETCH_CHUNKS, false);
        if (stretch.columns.count > 0) yield stretch.columns;
        from = stretch.upTo;
      }
    },

    /** What the ids of texts in columns mean; an id that does not exist is null. */
    async texts(ids: Iterable<number>): Promise<(id: number) => Value> {
      const textOf = await texts.textsOf(ids);
      return (id) => {
        const text = textOf(id);
        return text === null ? null : (JSON.parse(text) as Value);
      };
    },

    /**
     * How many readings lie in [from, to); counts no further than `most`. Where only statistics are kept
     * there are too many to be shown: that is `most`.
     */
    async count(entityId: string, property: string, span: Span, most: number): Promise<number> {
      const own = await series.find({ entityId, property });
      if (own === null) return 0;
      const [from, to] = [wholeTime(span.from), wholeTime(span.to)];
      for (let limit = 8; ; limit *= 16) {
        const { rows, recent } = await moment(
          [sql.countsIn(own.id, from, to, limit)],
          ([found = []], tail) => {
            const columns = tail.of(own.id);
            return { rows: found, recent: indexAt(columns, to) - indexAt(columns, from) };
          },
        );
        let count = recent;
        for (const row of rows) {
          if (Number(row[3]) === 1) return most;
          if (row[4] === null) count += Number(row[2]);
          else {
            const columns = cache.unpacked(keyOf(own.id, row), row[4] as Uint8Array);
            count += indexAt(columns, to) - indexAt(columns, from);
          }
        }
        if (count >= most || rows.length < limit) return Math.min(count, most);
      }
    },

    /** The value in force just before `at`, and since when; null if there is none. */
    async held(entityId: string, property: string, at: number): Promise<Reading | null> {
      const own = await series.find({ entityId, property });
      if (own === null) return null;
      const last = await lastBefore(engine, own.id, wholeTime(at));
      if (last === null) return null;
      const textOf = await texts.textsOf([last.text]);
      return { at: last.at, value: restoreCell(last.value, last.text, own.type, textOf) };
    },

    /** When the last readings before `at` came, oldest first; at most `most`. */
    async timesBefore(
      entityId: string,
      property: string,
      at: number,
      most: number,
    ): Promise<number[]> {
      const own = await series.find({ entityId, property });
      if (own === null) return [];
      const to = wholeTime(at);
      for (let limit = Math.ceil(most / CHUNK) + 1; ; limit *= 4) {
        const { rows, recent } = await moment(
          [sql.bodiesBefore(own.id, to, limit)],
          ([found = []], tail) => {
            const columns = tail.of(own.id);
            return { rows: found, recent: columns.at.subarray(0, indexAt(columns, to)) };
          },
        );
        const stored = rows.toReversed().flatMap((row) => {
          const columns = cache.unpacked(keyOf(own.id, row), row[3] as Uint8Array);
          return [...columns.at.subarray(0, indexAt(columns, to))];
        });
        if (stored.length < most && rows.length === limit) continue;
        return [...stored, ...recent.subarray(Math.max(0, recent.length - most))]
          .sort((a, b) => a - b)
          .slice(-most);
      }
    },

    /** What kind of values a series has; null: it never had a reading. */
    async typeOf(entityId: string, property: string): Promise<SeriesType | null> {
      return (await series.find({ entityId, property }))?.type ?? null;
    },
  };
}

/** After the reading at an index. */
function placeOf({ at }: Columns, index: number): Place {
  let nth = 1;
  while (index - nth >= 0 && at[index - nth] === at[index]) nth++;
  return { at: at[index]!, nth };
}
