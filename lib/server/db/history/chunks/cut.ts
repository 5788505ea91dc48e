import { type Columns, part } from '../../../../domain/history/columns.ts';

/** Readings in a chunk: large enough to be packed tightly, small enough to be read for one of them. */
export const FULL = 4_096;
/** A chunk in the middle of a series that late readings fall into may grow to this before it is divided. */
const LARGE = 6_144;

/**
 * Cuts readings in order of time into chunks. Those of one moment are never divided.
 * @param growing the series goes on at the end: chunks are filled one after the other, and the last one
 *   waits for more. Else they become equally large.
 */
export function cut(columns: Columns, growing: boolean): Columns[] {
  const { count, at } = columns;
  const most = growing ? FULL : LARGE;
  const size = growing || count <= most ? most : Math.ceil(count / Math.ceil(count / FULL));
  const pieces: Columns[] = [];
  for (let from = 0; from < count; ) {
    let to = Math.min(count, from + size);
    while (to < count && at[to] === at[to - 1]) to++;
    pieces.push(part(columns, from, to));
    from = to;
  }
  return pieces;
}
