import { isUseless, type Parsed } from '../../domain/import/foreign.ts';
import { cutter } from './cutter.ts';
import type { Faults } from './faults.ts';
import { lines } from './lines.ts';
import type { Piece, Place } from './source.ts';
import type { TextFile } from './text-file.ts';

/** Reads a text line by line. @param read what a line says; null: nothing, and that is right */
export async function* linePieces(
  file: TextFile,
  from: Place | null,
  faults: Faults,
  read: (line: string) => Parsed | null,
): AsyncGenerator<Piece, void> {
  const offset = Number(from?.['offset'] ?? 0);
  let number = Number(from?.['line'] ?? 0);
  const cut = cutter(file.read);
  const stream = file.stream(offset);
  try {
    for await (const some of lines(stream, offset)) {
      for (const { text, end } of some) {
        number++;
        const told = text === null ? { reason: 'it is longer than a line can be' } : read(text);
        if (told !== null && isUseless(told)) faults.add(told.reason, `line ${number}`);
        const piece = cut.add(told === null || isUseless(told) ? [] : told, {
          offset: end,
          line: number,
        });
        if (piece !== null) yield piece;
      }
    }
  } finally {
    stream.destroy();
  }
  const rest = cut.end();
  if (rest !== null) yield rest;
}
