import { parse } from 'csv-parse';
import {
  type CsvLayout,
  type CsvWishes,
  csvLayout,
  delimiterOf,
} from '../../domain/import/csv-layout.ts';
import { QUOTED, rowReader } from '../../domain/import/csv-rows.ts';
import { isUseless } from '../../domain/import/foreign.ts';
import type { TimeReader } from '../../domain/import/times.ts';
import { cutter } from './cutter.ts';
import type { Faults } from './faults.ts';
import { lines } from './lines.ts';
import { type Piece, type Place, type Source, SourceError } from './source.ts';
import { type TextFile, textFile } from './text-file.ts';

export type CsvOptions = CsvWishes & {
  readonly time: TimeReader;
  readonly delimiter: string | null;
  readonly commaDecimals: boolean;
};

type Row = { readonly record: string[]; readonly info: { readonly bytes: number } };

/** A quote that is never closed must not swallow the file. */
const LONGEST_RECORD = 64 * 1024;

/** A CSV file, of our own export or anybody's. @throws SourceError if its header says too little */
export async function csvSource(name: string, options: CsvOptions): Promise<Source> {
  const file = await textFile(name);
  const first = file.head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .find((line) => line.trim() !== '');
  if (first === undefined) throw new SourceError(`${name} is empty`);
  const delimiter = options.delimiter ?? delimiterOf(first);
  const header = await headerOf(file, delimiter, name);
  const layout = csvLayout(header.fields, options);
  if ('reason' in layout) throw new SourceError(`${name}: ${layout.reason}`);
  const comma = options.commaDecimals || delimiter === ';';
  const read = rowReader(layout, options.time, comma, options.entity);
  return {
    kind: 'csv',
    fingerprint: file.fingerprint,
    size: file.size,
    close: () => {},
    async *pieces(from, faults) {
      const cut = cutter(file.read);
      for await (const { record, place } of records(
        file,
        delimiter,
        layout,
        from,
        header,
        faults,
      )) {
        const told = read(record);
        if (isUseless(told)) faults.add(told.reason, `line ${place.line}`);
        else {
          const piece = cut.add(told, place);
          if (piece !== null) yield piece;
        }
      }
      const rest: Piece | null = cut.end();
      if (rest !== null) yield rest;
    },
  };
}

type Header = { readonly fields: string[]; readonly end: number };

async function headerOf(file: TextFile, delimiter: string, name: string): Promise<Header> {
  const stream = file.stream(0);
  try {
    const parser = stream.pipe(csvParser(delimiter, false));
    for await (const { record, info } of parser as AsyncIterable<Row>)
      return { fields: record, end: info.bytes };
  } catch (error) {
    throw new SourceError(`${name}: ${(error as Error).message}`);
  } finally {
    stream.destroy();
  }
  throw new SourceError(`${name} is empty`);
}

const csvParser = (delimiter: string, marks: boolean) =>
  parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    ...(marks && {
      cast: (text: string, { quoting }: { quoting: boolean }) => (quoting ? QUOTED + text : text),
    }),
  });

/** The rows behind the header. Where the quotes are broken, one line is left out. */
async function* records(
  file: TextFile,
  delimiter: string,
  layout: CsvLayout,
  from: Place | null,
  header: Header,
  faults: Faults,
): AsyncGenerator<{ readonly record: string[]; readonly place: Place }, void> {
  let offset = Number(from?.['offset'] ?? header.end);
  let line = Number(from?.['line'] ?? 1);
  const marks = layout.type === 'long' && layout.own;
  for (let isBroken = true; isBroken; ) {
    isBroken = false;
    const begin = offset;
    const stream = file.stream(begin);
    try {
      const parser = stream.pipe(csvParser(delimiter, marks));
      stream.on('error', (error) => parser.destroy(error));
      for await (const { record, info } of parser as AsyncIterable<Row>) {
        offset = begin + info.bytes;
        line++;
        yield { record, place: { offset, line } };
      }
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith('CSV_')) throw error;
      isBroken = true;
    } finally {
      stream.destroy();
    }
    if (!isBroken) return;
    faults.add('its quotes are broken', `line ${line + 1}`);
    const next = await lineAfter(file, offset);
    if (next === null) return;
    offset = next;
    line++;
  }
}

async function lineAfter(file: TextFile, offset: number): Promise<number | null> {
  const stream = file.stream(offset);
  try {
    for await (const found of lines(stream, offset)) return found[0]!.end;
    return null;
  } finally {
    stream.destroy();
  }
}
