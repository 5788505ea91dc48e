import { isUseless, type Parsed } from '../../domain/import/foreign.ts';
import { cutter } from './cutter.ts';
import type { Faults } from './faults.ts';
import { records } from './records.ts';
import type { Piece, Place } from './source.ts';
import type { TextFile } from './text-file.ts';

/**
 * Reads a text line by line.
 * @param read what a line says; `open`: a text in it may end on a later line; `broken`: nor does it
 */
export async function* linePieces(
  file: TextFile,
  from: Place | null,
  faults: Faults,
  read: (line: string) => Parsed | 'open' | 'broken',
): AsyncGenerator<Piece, void> {
  const begin = { offset: Number(from?.['offset'] ?? 0), line: Number(from?.['line'] ?? 0) };
  const cut = cutter(file.read);
  for await (const some of records(file, begin, faults, read)) {
    for (const { said, place } of some) {
      if (isUseless(said)) faults.add(said.reason, `line ${place.line}`);
      const piece = cut.add(isUseless(said) ? [] : said, place);
      if (piece !== null) yield piece;
    }
  }
  const rest = cut.end();
  if (rest !== null) yield rest;
}
