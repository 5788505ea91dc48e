import {
  type CsvLayout,
  type CsvWishes,
  csvLayout,
  delimiterOf,
} from '../../domain/import/csv-layout.ts';
import { csvFields } from '../../domain/import/csv-record.ts';
import { rowReader } from '../../domain/import/csv-rows.ts';
import { isUseless } from '../../domain/import/foreign.ts';
import type { TimeReader } from '../../domain/import/times.ts';
import { cutter } from './cutter.ts';
import type { Faults } from './faults.ts';
import { type Line, lines } from './lines.ts';
import { type Piece, type Place, type Source, SourceError } from './source.ts';
import { type TextFile, textFile } from './text-file.ts';

export type CsvOptions = CsvWishes & {
  readonly time: TimeReader;
  readonly delimiter: string | null;
  readonly commaDecimals: boolean;
};

type Row = {
  readonly fields: readonly string[];
  readonly place: Place & { readonly line: number };
};

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
      for await (const some of records(file, delimiter, layout, from, header, faults)) {
        for (const { fields, place } of some) {
          const told = read(fields);
          if (isUseless(told)) faults.add(told.reason, `line ${place.line}`);
          else {
            const piece = cut.add(told, place);
            if (piece !== null) yield piece;
          }
        }
      }
      const rest: Piece | null = cut.end();
      if (rest !== null) yield rest;
    },
  };
}

type Header = { readonly fields: readonly string[]; readonly end: number };

/** The first line that is not empty. */
async function headerOf(file: TextFile, delimiter: string, name: string): Promise<Header> {
  const stream = file.stream(0);
  try {
    for await (const some of lines(stream, 0)) {
      for (const { text, end } of some) {
        const plain = (text ?? '').replace(/^\uFEFF/, '');
        if (plain.trim() === '') continue;
        const fields = csvFields(plain, delimiter, false);
        if (typeof fields === 'string')
          throw new SourceError(`${name}: the header's quotes are broken`);
        return { fields, end };
      }
    }
  } finally {
    stream.destroy();
  }
  throw new SourceError(`${name} is empty`);
}

/** The rows behind the header. Where the quotes are broken, one line is left out. */
async function* records(
  file: TextFile,
  delimiter: string,
  layout: CsvLayout,
  from: Place | null,
  header: Header,
  faults: Faults,
): AsyncGenerator<readonly Row[], void> {
  const offset = Number(from?.['offset'] ?? header.end);
  let number = Number(from?.['line'] ?? 1);
  const marks = layout.type === 'long' && layout.own;
  /** Lines of a record whose quote is open. */
  let open: Line[] = [];
  let rows: Row[] = [];

  function take(line: Line, isLast: boolean): void {
    open.push(line);
    const record =
      open.length === 1
        ? (line.text ?? '')
        : open.map(({ text, ending }) => text + ending).join('');
    if (record.trim() === '') {
      number++;
      open = [];
      return;
    }
    const fields = csvFields(
      record.slice(0, record.length - (open.length > 1 ? line.ending.length : 0)),
      delimiter,
      marks,
    );
    if (typeof fields !== 'string' && line.text !== null) {
      number += open.length;
      open = [];
      rows.push({ fields, place: { offset: line.end, line: number } });
    } else if (
      fields === 'broken' ||
      isLast ||
      line.text === null ||
      record.length > LONGEST_RECORD
    ) {
      // Only the line with the quote is lost; those after it are looked at again.
      const [, ...rest] = open;
      open = [];
      number++;
      faults.add('its quotes are broken', `line ${number}`);
      rest.forEach((one, i) => {
        take(one, isLast && i === rest.length - 1);
      });
    }
  }

  const stream = file.stream(offset);
  try {
    for await (const some of lines(stream, offset)) {
      for (const line of some) take(line, false);
      if (rows.length > 0) yield rows;
      rows = [];
    }
    if (open.length > 0) {
      const rest = open;
      open = [];
      rest.forEach((one, i) => {
        take(one, i === rest.length - 1);
      });
    }
    if (rows.length > 0) yield rows;
  } finally {
    stream.destroy();
  }
}
