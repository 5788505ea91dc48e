import type { Value } from '../../../../domain/entity/entity.ts';
import type { Row } from '../../connection/driver.ts';
import { breather } from '../breath.ts';
import type { Engine } from '../engine.ts';
import { restoreCell, type SeriesType } from '../values.ts';
import { type Cells, lastIn, lastOfChunk, later } from './last.ts';
import { wholeTime } from './stretch.ts';

/** One value of the home at a moment. */
export type StateAt = {
  readonly entityId: string;
  readonly property: string;
  /** When it was reported. */
  readonly at: number;
  readonly value: Value;
};

/** Reads the whole home at once. */
export function stateReader(engine: Engine) {
  const { sql, moment, texts, chunks } = engine;

  async function show(
    series: readonly Row[],
    found: ReadonlyMap<number, Cells>,
  ): Promise<StateAt[]> {
    const textOf = await texts.textsOf([...found.values()].map(({ text }) => text));
    return series.flatMap(([id, entityId, property, type]) => {
      const cells = found.get(Number(id));
      if (cells === undefined) return [];
      const value = restoreCell(cells.value, cells.text, type as SeriesType, textOf);
      return [{ entityId: String(entityId), property: String(property), at: cells.at, value }];
    });
  }

  return {
    /** The whole home as it was at a moment: of each series, its last reading at or before `at`. */
    async statesAt(at: number): Promise<StateAt[]> {
      const before = wholeTime(Math.floor(at) + 1);
      const { series, stored, recent } = await moment(
        [sql.allSeries(), sql.statesAt(before - 1)],
        ([all = [], rows = []], tail) => ({
          series: all,
          stored: rows,
          recent: new Map(all.map(([id]) => [Number(id), lastIn(tail.of(Number(id)), before)])),
        }),
      );
      const found = new Map<number, Cells>();
      const breathe = breather();
      for (const [id, ...row] of stored) {
        const cells = lastOfChunk(chunks, Number(id), row, before);
        if (cells !== null) found.set(Number(id), cells);
        await breathe();
      }
      for (const [id, cells] of recent) {
        const newest = later(found.get(id) ?? null, cells);
        if (newest !== null) found.set(id, newest);
      }
      return show(series, found);
    },

    /** The newest reading of each series, by arrival: what is known now. */
    async latest(): Promise<StateAt[]> {
      const { series, found } = await moment([sql.allSeries()], ([all = []], tail) => {
        const newest = new Map<number, Cells>();
        for (const [id, , , , at, value, text] of all) {
          if (at === null) continue;
          const number = value === null ? Number.NaN : Number(value);
          newest.set(Number(id), { at: Number(at), value: number, text: Number(text ?? 0) });
        }
        for (const [id, columns] of tail.arrived()) {
          const i = columns.count - 1;
          const text = columns.text?.[i] ?? 0;
          newest.set(id, { at: columns.at[i]!, value: columns.value[i]!, text });
        }
        return { series: all, found: newest };
      });
      return show(series, found);
    },
  };
}
