import { type HourColumns, unpackHours } from '../../../../domain/history/chunk/hours.ts';
import type { Columns } from '../../../../domain/history/columns.ts';
import type { Row } from '../../connection/driver.ts';
import { keyOf } from '../read/stretch.ts';
import { readBody } from './chunk-cache.ts';
import { figuresOf } from './chunk-row.ts';
import { isSealed, unpack } from './packing.ts';

/** What one chunk holds, and what is wrong with it. */
export type Checked = {
  readonly readings: number;
  /** Whether all of it has a checksum. */
  readonly sealed: boolean;
  readonly flaws: readonly string[];
};

/** Sums are added up in one order only, but a database may round the last place. */
const ROUNDING = 1e-9;

/**
 * Looks at everything a row of table chunk says.
 * @param row start, end, count, min, max, sum, first, first text, last, last text, hours, body
 * @param previousEnd of the chunk before it
 */
export function checkChunk(
  row: Row,
  previousEnd: number,
  isText: (id: number) => boolean,
): Checked {
  const flaws: string[] = [];
  const key = keyOf(0, row);
  const figures = row.slice(3, 10).map((cell) => (cell === null ? null : Number(cell)));
  const [hours, body] = row.slice(10) as [Uint8Array | null, Uint8Array | null];
  const attempt = <T>(what: string, decode: () => T): T | null => {
    try {
      return decode();
    } catch (error) {
      flaws.push(`${what}: ${(error as Error).message}`);
      return null;
    }
  };

  if (key.end < key.start) flaws.push('it ends before it begins');
  if (key.start <= previousEnd) flaws.push('it overlaps the chunk before it');
  if (hours === null && body === null) flaws.push('it holds nothing');
  const columns = body === null ? null : attempt('readings', () => readBody(key, body));
  if (columns !== null) {
    if (!isInOrder(columns)) flaws.push('readings: they are not in order of time');
    const own = Object.values(figuresOf(columns));
    if (!own.every((figure, i) => isSame(figure, figures[i]!)))
      flaws.push('its lowest, highest, first or last value is another than its readings say');
    if (!allKnown(columns.text, isText)) flaws.push('readings: a text is not in the dictionary');
  }
  const summed =
    hours === null ? null : attempt('hourly statistics', () => unpackHours(unpack(hours)));
  if (summed !== null) flaws.push(...flawsOfHours(summed, key.count, figures, isText));
  return {
    readings: body === null ? 0 : key.count,
    sealed: [hours, body].every((blob) => blob === null || isSealed(blob)),
    flaws,
  };
}

function flawsOfHours(
  { hours, start, count, min, max, firstText, lastText }: HourColumns,
  readings: number,
  [least, most]: readonly (number | null | undefined)[],
  isText: (id: number) => boolean,
): string[] {
  const flaws: string[] = [];
  let [sum, low, high, inOrder] = [0, Infinity, -Infinity, true];
  for (let h = 0; h < hours; h++) {
    sum += count[h]!;
    if (min[h]! < low) low = min[h]!;
    if (max[h]! > high) high = max[h]!;
    if (h > 0 && start[h]! <= start[h - 1]!) inOrder = false;
  }
  if (!inOrder) flaws.push('hourly statistics: they are not in order of time');
  if (sum !== readings) flaws.push('hourly statistics: they count other readings');
  if ((least ?? Infinity) !== low || (most ?? -Infinity) !== high)
    flaws.push('hourly statistics: their lowest or highest value is another');
  if (!allKnown(firstText, isText) || !allKnown(lastText, isText))
    flaws.push('hourly statistics: a text is not in the dictionary');
  return flaws;
}

export const allKnown = (
  texts: ArrayLike<number> | null,
  isText: (id: number) => boolean,
): boolean => {
  for (let i = 0; i < (texts?.length ?? 0); i++)
    if (texts![i] !== 0 && !isText(texts![i]!)) return false;
  return true;
};

function isInOrder({ count, at }: Columns): boolean {
  for (let i = 1; i < count; i++) if (at[i]! < at[i - 1]!) return false;
  return true;
}

const isSame = (a: number | null, b: number | null): boolean =>
  a === b ||
  (a !== null && b !== null && Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b)));
