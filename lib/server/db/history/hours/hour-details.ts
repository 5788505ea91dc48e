import { isKnown } from '../../../../domain/history/bucket-details.ts';
import {
  type CellColumn,
  type HourDetails,
  MOST_TEXTS,
  type TextTime,
} from '../../../../domain/history/chunk/hour-details.ts';
import type { HourColumns } from '../../../../domain/history/chunk/hours.ts';
import type { Columns } from '../../../../domain/history/columns.ts';
import { lost } from '../../../../domain/history/counter.ts';

export type Summaries = Omit<HourColumns, 'details'>;

const HOUR_MS = 3_600_000;

/** The details of a chunk's hours, of which the summaries are known. */
export function detailsOf(columns: Columns, summaries: Summaries): HourDetails {
  const { at, value, text } = columns;
  const { hours, start, count } = summaries;
  const details = {
    changes: new Float64Array(hours),
    lost: new Float64Array(hours),
    first: noCells(hours, text !== null),
    last: noCells(hours, text !== null),
  };
  let i = 0;
  for (let h = 0; h < hours; h++) {
    const end = i + count[h]!;
    let [lastValue, lastText, counted, changes, gone] = [Number.NaN, 0, Number.NaN, 0, 0];
    for (; i < end; i++) {
      const number = value[i]!;
      const word = text === null ? 0 : text[i]!;
      if (number >= 0) {
        if (counted > number) gone += lost(counted, number);
        counted = number;
      }
      if (!isKnown(number, word)) continue;
      if (!isKnown(lastValue, lastText)) put(details.first, h, number, word);
      else if (word !== lastText || (word === 0 && number !== lastValue)) changes++;
      [lastValue, lastText] = [number, word];
    }
    details.changes[h] = changes;
    details.lost[h] = Number.isFinite(gone) ? gone : 0;
    put(details.last, h, lastValue, lastText);
  }
  return { ...details, texts: text === null ? [] : textTimes(at, text, start, count, hours) };
}

const noCells = (hours: number, withText: boolean): CellColumn => ({
  value: new Float64Array(hours).fill(Number.NaN),
  text: withText ? new Int32Array(hours) : null,
});

function put({ value, text }: CellColumn, h: number, number: number, word: number): void {
  value[h] = number;
  if (text !== null) text[h] = word;
}

/** For how long each text was in force, from the first reading to the last. */
function textTimes(
  at: Float64Array,
  text: Int32Array,
  start: Float64Array,
  count: Float64Array,
  hours: number,
): TextTime[] | null {
  const times = new Map<number, Float64Array>();
  const add = (word: number, h: number, ms: number) => {
    if (word === 0) return;
    let own = times.get(word);
    if (own === undefined) {
      own = new Float64Array(hours);
      times.set(word, own);
    }
    own[h]! += ms;
  };
  let i = 0;
  for (let h = 0; h < hours; h++) {
    const to = start[h]! + HOUR_MS;
    if (i > 0) add(text[i - 1]!, h, at[i]! - start[h]!);
    for (const end = i + count[h]!; i < end; i++)
      add(text[i]!, h, Math.min(at[i + 1] ?? at[i]!, to) - at[i]!);
    if (times.size > MOST_TEXTS) return null;
  }
  return [...times].map(([word, ms]) => ({ text: word, ms }));
}

/**
 * The details of two adjacent chunks as those of one; null: there are none of one of them.
 * @param size hours there are together, one of them shared if their numbers add up to more
 */
export function joinDetails(a: HourColumns, b: HourColumns, size: number): HourDetails | null {
  const [left, right] = [a.details, b.details];
  if (left === null || right === null) return null;
  const from = size - b.hours;
  const column = (one: Float64Array, other: Float64Array) => {
    const both = new Float64Array(size);
    both.set(one.subarray(0, a.hours));
    both.set(other.subarray(a.hours - from, b.hours), a.hours);
    return both;
  };
  const cells = (one: CellColumn, other: CellColumn): CellColumn => {
    const none = new Float64Array(size);
    return {
      value: column(one.value, other.value),
      text: Int32Array.from(
        column(
          one.text === null ? none : Float64Array.from(one.text),
          other.text === null ? none : Float64Array.from(other.text),
        ),
      ),
    };
  };
  const joined = {
    changes: column(left.changes, right.changes),
    lost: column(left.lost, right.lost),
    first: cells(left.first, right.first),
    last: cells(left.last, right.last),
    texts: joinTexts(left.texts, right.texts, a.hours, from, size),
  };
  if (from < a.hours) joinShared(joined, left, right, from);
  return joined;
}

/** The hour that both have a share in. */
function joinShared(joined: HourDetails, a: HourDetails, b: HourDetails, h: number): void {
  const before = cellAt(a.last, h);
  const [first, last] = [cellAt(b.first, 0), cellAt(b.last, 0)];
  joined.changes[h] = a.changes[h]! + b.changes[0]!;
  joined.lost[h] = a.lost[h]! + b.lost[0]!;
  if (!isKnown(first.value, first.text)) return;
  put(joined.last, h, last.value, last.text);
  if (!isKnown(before.value, before.text)) put(joined.first, h, first.value, first.text);
  else if (before.text !== first.text || (first.text === 0 && before.value !== first.value))
    joined.changes[h]!++;
  if (before.value < 0 || first.value < 0) joined.lost[h] = Number.NaN;
  else if (before.value > first.value) joined.lost[h]! += lost(before.value, first.value);
}

const cellAt = ({ value, text }: CellColumn, h: number) => ({
  value: value[h]!,
  text: text?.[h] ?? 0,
});

function joinTexts(
  a: HourDetails['texts'],
  b: HourDetails['texts'],
  end: number,
  from: number,
  size: number,
): TextTime[] | null {
  if (a === null || b === null) return null;
  const words = new Set([...a, ...b].map(({ text }) => text));
  if (words.size > MOST_TEXTS) return null;
  return [...words].map((text) => {
    const ms = new Float64Array(size);
    ms.set(a.find((one) => one.text === text)?.ms.subarray(0, end) ?? []);
    b.find((one) => one.text === text)?.ms.forEach((time, h) => {
      if (from + h < size) ms[from + h]! += time;
    });
    return { text, ms };
  });
}

/** Some of the hours, from one (included) to another (excluded). */
export function detailsWithin(
  { changes, lost: gone, first, last, texts }: HourDetails,
  from: number,
  to: number,
): HourDetails {
  const cells = ({ value, text }: CellColumn): CellColumn => ({
    value: value.slice(from, to),
    text: text?.slice(from, to) ?? null,
  });
  return {
    changes: changes.slice(from, to),
    lost: gone.slice(from, to),
    first: cells(first),
    last: cells(last),
    texts: texts?.map(({ text, ms }) => ({ text, ms: ms.slice(from, to) })) ?? null,
  };
}
