import { endsInText, type Point, parseLine } from '../../domain/dialect/influx/line-protocol.ts';
import { annotatedTable } from '../../domain/import/annotated-csv.ts';
import { isUseless, type Parsed } from '../../domain/import/foreign.ts';
import { readingsOf } from '../../domain/import/influx.ts';
import type { TimeReader } from '../../domain/import/times.ts';
import { csvRecords } from './csv-records.ts';
import { cutter } from './cutter.ts';
import type { Faults } from './faults.ts';
import { linePieces } from './line-pieces.ts';
import type { Piece, Place, Source } from './source.ts';
import { type TextFile, textFile } from './text-file.ts';

export const PRECISIONS = { ns: 1e-6, us: 1e-3, ms: 1, s: 1e3 } as const;
export type Precision = keyof typeof PRECISIONS;

export type InfluxOptions = {
  readonly time: TimeReader;
  /** null: by the size of each timestamp. */
  readonly precision: Precision | null;
};

/** InfluxDB's line protocol (also `influx_inspect export`), or annotated CSV (`influx query --raw`). */
export async function influxSource(name: string, options: InfluxOptions): Promise<Source> {
  const file = await textFile(name);
  const isCsv = /^\uFEFF?\s*(?:#group|#datatype|#default|,result,|result,table)/.test(
    file.head.slice(0, 200),
  );
  return {
    kind: 'influx',
    fingerprint: file.fingerprint,
    size: file.size,
    close: () => {},
    pieces: (from, faults) =>
      isCsv
        ? tables(file, options.time, from, faults)
        : linePieces(file, from, faults, lineReader(options.precision)),
  };
}

/** Lines of `influx_inspect export` that say where the rest belongs. */
const ASIDE = /^(?:#|CREATE (?:DATABASE|RETENTION POLICY) )/;

/** A text among the fields may hold line breaks, as Home Assistant's attributes do. */
function lineReader(precision: Precision | null): (line: string) => Parsed | 'open' | 'broken' {
  const when =
    precision === null
      ? undefined
      : (stamp: string) => Math.round(Number(stamp) * PRECISIONS[precision]);
  return (line) => {
    const text = line.trim();
    if (ASIDE.test(text)) return [];
    const point = parseLine(text, when);
    if (point !== null) return readingsOf(rounded(point));
    if (endsInText(text)) return 'open';
    return text.includes('\n') ? 'broken' : { reason: 'it is no line protocol' };
  };
}

const rounded = (point: Point): Point =>
  point.at === null ? point : { ...point, at: Math.round(point.at) };

/** Annotated CSV: a place in it also tells what the table there is about. */
async function* tables(
  file: TextFile,
  time: TimeReader,
  from: Place | null,
  faults: Faults,
): AsyncGenerator<Piece, void> {
  const table = annotatedTable(time, from === null ? null : String(from['table'] ?? ''));
  const cut = cutter(file.read);
  const begin = { offset: Number(from?.['offset'] ?? 0), line: Number(from?.['line'] ?? 0) };
  for await (const rows of csvRecords(file, { delimiter: ',', marks: false }, begin, faults)) {
    for (const { said, place } of rows) {
      const point = table.read(said);
      const told: Parsed =
        point === null ? [] : 'reason' in point ? point : readingsOf(rounded(point));
      if (isUseless(told)) faults.add(told.reason, `line ${place.line}`);
      const after = { ...place, table: table.state() };
      const piece = cut.add(isUseless(told) ? [] : told, after);
      if (piece !== null) yield piece;
    }
  }
  const rest = cut.end();
  if (rest !== null) yield rest;
}
