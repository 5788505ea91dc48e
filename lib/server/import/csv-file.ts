import { type CsvWishes, csvLayout, delimiterOf } from '../../domain/import/csv-layout.ts';
import { csvFields } from '../../domain/import/csv-record.ts';
import { rowReader } from '../../domain/import/csv-rows.ts';
import { isUseless } from '../../domain/import/foreign.ts';
import type { TimeReader } from '../../domain/import/times.ts';
import { csvRecords } from './csv-records.ts';
import { cutter } from './cutter.ts';
import { lines } from './lines.ts';
import { type Piece, type Source, SourceError } from './source.ts';
import { type TextFile, textFile } from './text-file.ts';

export type CsvOptions = CsvWishes & {
  readonly time: TimeReader;
  readonly delimiter: string | null;
  readonly commaDecimals: boolean;
};

/** A CSV file, of our own export or anybody's. @throws SourceError if its header says too little */
export async function csvSource(name: string, options: CsvOptions): Promise<Source> {
  const file = await textFile(name);
  const first = file.head
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .find((line) => line.trim() !== '');
  if (first === undefined) throw new SourceError(`${name} is empty`);
  // Excel takes such a first line for a hint, and so do those who write for it.
  const hint = /^sep=(.)$/i.exec(first)?.[1];
  const delimiter = options.delimiter ?? hint ?? delimiterOf(first);
  const header = await headerOf(file, delimiter, name);
  const layout = csvLayout(header.fields, options);
  if ('reason' in layout) throw new SourceError(`${name}: ${layout.reason}`);
  const comma = options.commaDecimals || delimiter !== ',';
  const format = { delimiter, marks: layout.type === 'long' && layout.own };
  const read = rowReader(layout, options.time, comma, options.entity);
  return {
    kind: 'csv',
    fingerprint: file.fingerprint,
    size: file.size,
    close: () => {},
    async *pieces(from, faults) {
      const cut = cutter(file.read);
      const begin = {
        offset: Number(from?.['offset'] ?? header.end),
        line: Number(from?.['line'] ?? header.line),
      };
      for await (const some of csvRecords(file, format, begin, faults)) {
        for (const { said: fields, place } of some) {
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

type Header = { readonly fields: readonly string[]; readonly end: number; readonly line: number };

/** The first line that is not empty, and no hint. */
async function headerOf(file: TextFile, delimiter: string, name: string): Promise<Header> {
  const stream = file.stream(0);
  let line = 0;
  try {
    for await (const some of lines(stream, 0)) {
      for (const { text, end } of some) {
        line++;
        const plain = (text ?? '').replace(/^\uFEFF/, '');
        if (plain.trim() === '' || /^sep=.$/i.test(plain)) continue;
        const fields = csvFields(plain, delimiter, false);
        if (typeof fields === 'string')
          throw new SourceError(`${name}: the header's quotes are broken`);
        return { fields, end, line };
      }
    }
  } finally {
    stream.destroy();
  }
  throw new SourceError(`${name} is empty`);
}
