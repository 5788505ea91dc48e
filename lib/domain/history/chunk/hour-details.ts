import { type ByteReader, type ByteWriter, DamagedBytes } from './bytes.ts';
import { packSparse, unpackSparse } from './presence.ts';

/** A cell an hour: a number (NaN: none), or the id of a text (0: none; null: no hour has any). */
export type CellColumn = { readonly value: Float64Array; readonly text: Int32Array | null };

/** For how many ms a text was in force in each hour. */
export type TextTime = { readonly text: number; readonly ms: Float64Array };

/**
 * What hours tell besides their summary. It speaks of the hour's own readings alone, so that hours can be
 * put together: what changed from one to the next, their first and last known values tell.
 */
export type HourDetails = {
  /** How often a known value was another than the known one before it. */
  readonly changes: Float64Array;
  /**
   * What a rising counter has lost by beginning anew or overflowing (../counter.ts): it has counted
   * last − first + that. Numbers below zero are no counts: where the first or the last is one, only readings tell.
   * NaN: so they do where such a number lay at the seam of two parts of the hour.
   */
  readonly lost: Float64Array;
  /** The first and the last value that was known; neither number nor text: none was. */
  readonly first: CellColumn;
  readonly last: CellColumn;
  /** null: there were too many different texts. */
  readonly texts: readonly TextTime[] | null;
};

/** Where texts are more than these, only readings tell how long each was in force. */
export const MOST_TEXTS = 16;

/** What the summaries of the same hours say of their first and last readings. */
type Ends = { readonly first: CellColumn; readonly last: CellColumn };

export function packDetails(out: ByteWriter, details: HourDetails, hours: number, ends: Ends) {
  packSparse(out, details.changes.subarray(0, hours));
  packSparse(out, details.lost.subarray(0, hours));
  packCells(out, details.first, ends.first, hours);
  packCells(out, details.last, ends.last, hours);
  out.byte(details.texts === null ? 0 : details.texts.length + 1);
  for (const { text, ms } of details.texts ?? []) {
    out.whole(text);
    packSparse(out, ms.subarray(0, hours));
  }
}

/** Throws DamagedBytes if what is read is none of packDetails. */
export function unpackDetails(input: ByteReader, hours: number, ends: Ends): HourDetails {
  const changes = unpackSparse(input, hours);
  const lost = unpackSparse(input, hours);
  const first = unpackCells(input, ends.first, hours);
  const last = unpackCells(input, ends.last, hours);
  const count = input.byte();
  if (count > MOST_TEXTS + 1) throw new DamagedBytes(`${count - 1} texts an hour`);
  if (count === 0) return { changes, lost, first, last, texts: null };
  const texts = Array.from({ length: count - 1 }, () => ({
    text: input.amount(0x7fffffff, 'texts'),
    ms: unpackSparse(input, hours),
  }));
  return { changes, lost, first, last, texts };
}

/** Mostly the first reading is known, and the last one. */
const SAME = 0;
const OTHERS = 1;

function packCells(out: ByteWriter, cells: CellColumn, end: CellColumn, hours: number): void {
  if (isSame(cells, end, hours)) {
    out.byte(SAME);
    return;
  }
  out.byte(OTHERS);
  packSparse(out, cells.value.subarray(0, hours));
  packTexts(out, cells.text, hours);
}

function unpackCells(input: ByteReader, end: CellColumn, hours: number): CellColumn {
  const which = input.byte();
  if (which === SAME) return end;
  if (which !== OTHERS) throw new DamagedBytes('unknown values of hours');
  return { value: unpackSparse(input, hours), text: unpackTexts(input, hours) };
}

/** Writes the ids of texts, of which there may be none at all. */
export function packTexts(out: ByteWriter, texts: Int32Array | null, hours: number): void {
  out.byte(texts === null ? 0 : 1);
  if (texts !== null) packSparse(out, Float64Array.from(texts.subarray(0, hours)));
}

export const unpackTexts = (input: ByteReader, hours: number): Int32Array | null =>
  input.byte() === 0 ? null : Int32Array.from(unpackSparse(input, hours));

function isSame(a: CellColumn, b: CellColumn, hours: number): boolean {
  if ((a.text === null) !== (b.text === null)) return false;
  for (let h = 0; h < hours; h++) {
    if (!Object.is(a.value[h], b.value[h])) return false;
    if ((a.text?.[h] ?? 0) !== (b.text?.[h] ?? 0)) return false;
  }
  return true;
}
