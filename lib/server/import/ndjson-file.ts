import { ndjsonReader } from '../../domain/import/ndjson.ts';
import type { TimeReader } from '../../domain/import/times.ts';
import { linePieces } from './line-pieces.ts';
import type { Source } from './source.ts';
import { textFile } from './text-file.ts';

/** A file with a JSON object on each line. */
export async function ndjsonSource(
  name: string,
  options: { readonly time: TimeReader; readonly entity: string | null },
): Promise<Source> {
  const file = await textFile(name);
  const read = ndjsonReader(options.time, options.entity);
  return {
    kind: 'ndjson',
    fingerprint: file.fingerprint,
    size: file.size,
    close: () => {},
    pieces: (from, faults) =>
      // This takes a byte order mark away, too.
      linePieces(file, from, faults, (line) => read(line.trim())),
  };
}
