import type { Value } from '../../domain/entity/entity.ts';
import type { Columns } from '../../domain/history/columns.ts';
import type { Span } from '../../domain/history/gaps.ts';
import type { HistoryStore } from '../db/history.ts';

/** Some readings of a series, and what the ids of its texts mean. */
export type Stretch = {
  readonly columns: Columns;
  readonly meaning: (id: number) => Value;
};

/** Ids of the texts of one export. */
export type Words = ReturnType<typeof createWords>;

export function createWords() {
  const ids = new Map<string, number>();
  const values: Value[] = [];
  return {
    idOf(value: Value): number {
      const key = JSON.stringify(value);
      const known = ids.get(key);
      if (known !== undefined) return known;
      const id = values.push(value);
      ids.set(key, id);
      return id;
    },
    meaning: (id: number): Value => values[id - 1] ?? null,
  };
}

/** Readings in memory at once. */
const MOST = 4_096;

/**
 * The readings of a series in [from, to) in order of time, in stretches that are few enough to let other
 * work in between. This is the one place where an export reads history.
 */
export async function* stretches(
  history: Pick<HistoryStore, 'raw'>,
  entityId: string,
  property: string,
  isBoolean: boolean,
  span: Span,
  words: Words,
): AsyncGenerator<Stretch, void> {
  let after = null;
  do {
    const page = await history.raw(entityId, property, span, { after, limit: MOST });
    after = page.next;
    const columns = {
      count: page.readings.length,
      at: Float64Array.from(page.readings, ({ at }) => at),
      value: new Float64Array(page.readings.length).fill(Number.NaN),
      text: new Int32Array(page.readings.length),
    };
    page.readings.forEach(({ value }, i) => {
      if (typeof value === 'number') columns.value[i] = value;
      else if (isBoolean && typeof value === 'boolean') columns.value[i] = value ? 1 : 0;
      else if (value !== null) columns.text[i] = words.idOf(value);
    });
    yield { columns, meaning: words.meaning };
  } while (after !== null);
}
