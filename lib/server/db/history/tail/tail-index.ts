import { unpackBatch } from '../../../../domain/history/chunk/batch.ts';
import { type Columns, NO_COLUMNS } from '../../../../domain/history/columns.ts';
import type { Row } from '../../connection/driver.ts';
import type { DamageBook } from '../chunks/damage.ts';
import { unpack } from '../chunks/packing.ts';
import { type ColumnsBuilder, columnsBuilder } from '../columns.ts';

/** Readings of one series in the tail, and in which row each lies. */
type Own = {
  readonly rows: number[];
  readings: ColumnsBuilder;
  /** Made when asked for, until something changes. */
  ordered: Columns | null;
};

/**
 * The newest readings of all series in memory. It follows the table `tail` by reading what is new there;
 * what a fold has moved into chunks falls off at the front.
 */
export function tailIndex({ attemptTail }: Pick<DamageBook, 'attemptTail'>) {
  const series = new Map<number, Own>();
  /** Rows before this id are in chunks. */
  let oldest = 0;
  let newest = 0;

  function add(id: number, body: Uint8Array): void {
    const batch = attemptTail(id, () => unpackBatch(unpack(body)));
    if (batch === null) return;
    for (let i = 0; i < batch.count; i++) {
      const number = batch.series[i]!;
      let own = series.get(number);
      if (own === undefined) {
        own = { rows: [], readings: columnsBuilder(), ordered: null };
        series.set(number, own);
      }
      own.rows.push(id);
      own.readings.push(batch.at[i]!, batch.value[i]!, batch.text[i]!);
      own.ordered = null;
    }
  }

  function drop(before: number): void {
    for (const [number, own] of series) {
      const kept = own.rows.findIndex((id) => id >= before);
      if (kept === 0) continue;
      if (kept === -1) {
        series.delete(number);
        continue;
      }
      const { at, value, text, count } = own.readings.arrived();
      const readings = columnsBuilder(count - kept);
      for (let i = kept; i < count; i++) readings.push(at[i]!, value[i]!, text?.[i] ?? 0);
      series.set(number, { rows: own.rows.slice(kept), readings, ordered: null });
    }
  }

  return {
    /** The newest row that has been read. */
    get newest() {
      return newest;
    },

    /**
     * Takes in what was read at one moment.
     * @param bounds oldest and newest id at that moment
     * @param rows those after `newest` as it was when they were asked for: id, body
     * @returns false: a fold that this knows of came after that moment, so what was read then does not go
     *   with it; ask again
     */
    follow(bounds: Row | undefined, rows: readonly Row[]): boolean {
      const [first, last] = [Number(bounds?.[0] ?? 0), Number(bounds?.[1] ?? 0)];
      if (first < oldest) return false;
      for (const [id, body] of rows) {
        if (Number(id) > newest) add(Number(id), body as Uint8Array);
      }
      newest = Math.max(newest, last);
      if (first > oldest) {
        oldest = first;
        drop(first);
      }
      return true;
    },

    /** Its readings in order of time; they stay as they are while others arrive. */
    of(number: number): Columns {
      const own = series.get(number);
      if (own === undefined) return NO_COLUMNS;
      own.ordered ??= own.readings.columns();
      return own.ordered;
    },

    /** Each series with its readings as they arrived. */
    *arrived(): Generator<readonly [number, Columns]> {
      for (const [number, { readings }] of series) yield [number, readings.arrived()];
    },
  };
}

export type TailIndex = ReturnType<typeof tailIndex>;
