import { type Columns, indexAt, NO_COLUMNS, part } from '../../../domain/history/columns.ts';

/** Gathers readings of one series. What `columns` gave stays as it was while more are added. */
export function columnsBuilder(capacity = 64) {
  let at = new Float64Array(capacity);
  let value = new Float64Array(capacity);
  let text = new Int32Array(capacity);
  let count = 0;
  let inOrder = true;
  let withText = false;

  const reserve = (needed: number) => {
    if (needed <= at.length) return;
    const size = Math.max(needed, 2 * at.length);
    at = grown(at, new Float64Array(size));
    value = grown(value, new Float64Array(size));
    text = grown(text, new Int32Array(size));
  };

  return {
    get count() {
      return count;
    },
    /** The time of the reading that was added last; -Infinity: there is none. */
    get lastAt() {
      return count === 0 ? Number.NEGATIVE_INFINITY : at[count - 1]!;
    },
    /** `number` may be NaN, `word` 0 (columns.ts in lib/domain). */
    push(time: number, number: number, word: number): void {
      reserve(count + 1);
      if (count > 0 && time < at[count - 1]!) inOrder = false;
      at[count] = time;
      value[count] = number;
      text[count] = word;
      if (word !== 0) withText = true;
      count++;
    },
    append(columns: Columns): void {
      if (columns.count === 0) return;
      reserve(count + columns.count);
      if (count > 0 && columns.at[0]! < at[count - 1]!) inOrder = false;
      at.set(columns.at, count);
      value.set(columns.value, count);
      if (columns.text !== null) {
        text.set(columns.text, count);
        withText = true;
      }
      count += columns.count;
    },
    /** Forgets the last one. */
    pop(): void {
      count--;
    },
    /** As they were added. */
    arrived: (): Columns => ({
      count,
      at: at.subarray(0, count),
      value: value.subarray(0, count),
      text: withText ? text.subarray(0, count) : null,
    }),
    /** In order of time; of equal times in the order of arrival. */
    columns(): Columns {
      return inOrder ? this.arrived() : sorted(this.arrived());
    },
  };
}

export type ColumnsBuilder = ReturnType<typeof columnsBuilder>;

function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** In order of time; of equal times in the order given. */
export function sorted(columns: Columns): Columns {
  const order = Uint32Array.from({ length: columns.count }, (_, i) => i);
  order.sort((a, b) => columns.at[a]! - columns.at[b]! || a - b);
  const builder = columnsBuilder(columns.count);
  for (const i of order) builder.push(columns.at[i]!, columns.value[i]!, columns.text?.[i] ?? 0);
  return builder.columns();
}

/** Both in order of time; of equal times those of `first` come first. */
export function merged(first: Columns, second: Columns): Columns {
  if (first.count === 0) return second;
  if (second.count === 0) return first;
  const result = columnsBuilder(first.count + second.count);
  let [i, j] = [0, 0];
  while (i < first.count && j < second.count) {
    // Whole stretches at a time: one is mostly just the end of the other.
    const until = indexAfter(first, second.at[j]!, i);
    if (until > i) result.append(part(first, i, until));
    i = until;
    if (i === first.count) break;
    const next = indexFrom(second, first.at[i]!, j);
    result.append(part(second, j, next));
    j = next;
  }
  result.append(part(first, i, first.count));
  result.append(part(second, j, second.count));
  return result.columns();
}

/** Those of `columns` whose moment is not one of `known`'s; both in order of time. */
export function without(columns: Columns, known: Columns): Columns {
  const result = columnsBuilder(columns.count);
  let j = 0;
  for (let i = 0; i < columns.count; i++) {
    const at = columns.at[i]!;
    while (j < known.count && known.at[j]! < at) j++;
    if (j < known.count && known.at[j]! === at) continue;
    result.push(at, columns.value[i]!, columns.text?.[i] ?? 0);
  }
  return result.count === columns.count ? columns : result.columns();
}

/** Those in [from, to), without copying. */
export const within = (columns: Columns, from: number, to: number): Columns =>
  columns.count === 0 ? NO_COLUMNS : part(columns, indexAt(columns, from), indexAt(columns, to));

/** The first index from `low` on whose time is later than `at`. */
function indexAfter(columns: Columns, at: number, low: number): number {
  let [from, to] = [low, columns.count];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (columns.at[middle]! <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The first index from `low` on whose time is `at` or later. */
function indexFrom(columns: Columns, at: number, low: number): number {
  let [from, to] = [low, columns.count];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (columns.at[middle]! < at) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** In order of time; of each moment the last. */
export function lastWords(columns: Columns): Columns {
  const { count, at, value, text } = columns;
  let twins = 0;
  for (let i = 1; i < count; i++) if (at[i] === at[i - 1]) twins++;
  if (twins === 0) return columns;
  const result = columnsBuilder(count - twins);
  for (let i = 0; i < count; i++) {
    if (i + 1 < count && at[i + 1] === at[i]) continue;
    result.push(at[i]!, value[i]!, text?.[i] ?? 0);
  }
  return result.columns();
}
