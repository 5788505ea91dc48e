import type { SeriesOut } from '../../../api/history.ts';
import { timesFormatter } from '../../../api/values.ts';
import type { Value } from '../../../domain/entity/entity.ts';
import { lineWriter } from '../../../domain/export/lines.ts';
import type { Columns } from '../../../domain/history/columns.ts';
import type { HistoryStore } from '../../db/history.ts';
import { showValue } from '../show-value.ts';
import type { Series } from './series.ts';

/** Readings as they will be told: thousands of them, without an object for each. */
export type ReadingList = {
  /** In the unit that is wanted. */
  readonly columns: Columns;
  /** Numbers mean on/off. */
  readonly boolean: boolean;
  /** What the id of a text stands for. */
  readonly meaning: (id: number) => Value;
};

export async function readingList(
  history: Pick<HistoryStore, 'texts'>,
  { type, conversion }: Pick<Series, 'type' | 'conversion'>,
  columns: Columns,
): Promise<ReadingList> {
  const convert = (value: number): number => {
    const converted = conversion?.value(value) ?? value;
    return Number.isFinite(converted) ? converted : Number.NaN;
  };
  const isPlain = conversion === null || type === 'boolean';
  const value = isPlain ? columns.value : columns.value.map(convert);
  return {
    columns: { ...columns, value },
    boolean: type === 'boolean',
    meaning: await history.texts(columns.text ?? []),
  };
}

/** The value of a reading, by its index. */
export function valueAt({ columns, boolean, meaning }: ReadingList, index: number): Value {
  const text = columns.text?.[index] ?? 0;
  if (text !== 0) return meaning(text);
  const value = columns.value[index]!;
  if (Number.isNaN(value)) return null;
  return boolean ? value !== 0 : value;
}

/** As they stand in an answer. */
export function pairsOf(list: ReadingList): NonNullable<SeriesOut['readings']> {
  const format = timesFormatter();
  const pairs: NonNullable<SeriesOut['readings']> = [];
  for (let i = 0; i < list.columns.count; i++)
    pairs.push([format(list.columns.at[i]!), showValue(valueAt(list, i))]);
  return pairs;
}

/** The entries of the same list as JSON, each with a comma behind it. */
export const pairsText = ({ columns, boolean, meaning }: ReadingList): Uint8Array =>
  lineWriter('pairs').write({ entityId: '', property: '', unit: null, boolean }, columns, meaning);
