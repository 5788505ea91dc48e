import type { Value } from '../../domain/entity/entity.ts';
import type { Columns } from '../../domain/history/columns.ts';
import type { Span } from '../../domain/history/gaps.ts';
import type { HistoryStore } from '../db/history.ts';

/** A series as columns; an id stands for the same text in all of them. */
export type SeriesColumns = {
  readonly stretches: AsyncIterable<Columns>;
  /** What ids mean that were in columns given so far. */
  texts(ids: Iterable<number>): Promise<(id: number) => Value>;
};

/** A store that keeps columns, and one that does not. */
type Store = Pick<HistoryStore, 'raw' | 'typeOf'> & {
  columns?(entityId: string, property: string, span: Span): AsyncIterable<Columns>;
  texts?(ids: Iterable<number>): Promise<(id: number) => Value>;
};

const STRETCH = 10_000;

/** All readings of a series in [from, to) as they were received, in order of time. */
export function seriesColumns(
  history: Store,
  entityId: string,
  property: string,
  span: Span,
): SeriesColumns {
  const { columns, texts } = history;
  if (columns !== undefined && texts !== undefined)
    return { stretches: columns(entityId, property, span), texts };
  return columnsOfReadings(history, entityId, property, span);
}

function columnsOfReadings(
  history: Store,
  entityId: string,
  property: string,
  span: Span,
): SeriesColumns {
  const ids = new Map<string, number>();
  const values: Value[] = [null];
  const idOf = (value: Value): number => {
    const key = JSON.stringify(value);
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, values.length);
    return values.push(value) - 1;
  };

  async function* stretches(): AsyncGenerator<Columns> {
    const isBoolean = (await history.typeOf(entityId, property)) === 'boolean';
    let after = null;
    do {
      const page = await history.raw(entityId, property, span, { after, limit: STRETCH });
      const count = page.readings.length;
      const at = new Float64Array(count);
      const value = new Float64Array(count).fill(Number.NaN);
      const text = new Int32Array(count);
      page.readings.forEach((reading, i) => {
        at[i] = reading.at;
        if (typeof reading.value === 'number') value[i] = reading.value;
        else if (isBoolean && typeof reading.value === 'boolean') value[i] = Number(reading.value);
        else if (reading.value !== null) text[i] = idOf(reading.value);
      });
      yield { count, at, value, text };
      after = page.next;
    } while (after !== null);
  }

  return { stretches: stretches(), texts: async () => (id) => values[id] ?? null };
}
