import { parse } from 'csv-parse';
import { type Point, parseLine } from '../../domain/dialect/influx/line-protocol.ts';
import { annotatedRows } from '../../domain/import/annotated-csv.ts';
import { isUseless, type Parsed } from '../../domain/import/foreign.ts';
import { readingsOf } from '../../domain/import/influx.ts';
import type { TimeReader } from '../../domain/import/times.ts';
import { cutter } from './cutter.ts';
import type { Faults } from './faults.ts';
import { linePieces } from './line-pieces.ts';
import type { Piece, Source } from './source.ts';
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
    file.head.subarray(0, 200).toString('utf8'),
  );
  return {
    kind: 'influx',
    fingerprint: file.fingerprint,
    size: file.size,
    close: () => {},
    pieces: (from, faults) =>
      isCsv
        ? tables(file, options.time, faults)
        : linePieces(file, from, faults, lineReader(options.precision)),
  };
}

/** Lines of `influx_inspect export` that say where the rest belongs. */
const ASIDE = /^(?:#|CREATE DATABASE )/;

function lineReader(precision: Precision | null): (line: string) => Parsed | null {
  const when =
    precision === null
      ? undefined
      : (stamp: string) => Math.round(Number(stamp) * PRECISIONS[precision]);
  return (line) => {
    const text = line.trim();
    if (text === '' || ASIDE.test(text)) return null;
    const point = parseLine(text, when);
    return point === null ? { reason: 'it is no line protocol' } : readingsOf(rounded(point));
  };
}

const rounded = (point: Point): Point =>
  point.at === null ? point : { ...point, at: Math.round(point.at) };

/** Tables tell the meaning of their rows once, so that they are read from the begin. */
async function* tables(
  file: TextFile,
  time: TimeReader,
  faults: Faults,
): AsyncGenerator<Piece, void> {
  const read = annotatedRows(time);
  const cut = cutter(file.read);
  const stream = file.stream(0);
  const parser = stream.pipe(
    parse({ bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }),
  );
  stream.on('error', (error) => parser.destroy(error));
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row++;
      const point = read(record);
      if (point === null) continue;
      const told: Parsed = 'reason' in point ? point : readingsOf(point);
      if (isUseless(told)) faults.add(told.reason, `row ${row}`);
      const piece = cut.add(isUseless(told) ? [] : told, { offset: 0, line: 0 });
      if (piece !== null) yield piece;
    }
  } finally {
    stream.destroy();
  }
  const rest = cut.end();
  if (rest !== null) yield rest;
}
