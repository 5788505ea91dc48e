import { csvFields } from '../../domain/import/csv-record.ts';
import type { Faults } from './faults.ts';
import { type Line, lines } from './lines.ts';
import type { TextFile } from './text-file.ts';

export type CsvRow = {
  readonly fields: readonly string[];
  /** After the row. */
  readonly place: { readonly offset: number; readonly line: number };
};

export type CsvFormat = {
  readonly delimiter: string;
  /** Put a mark before fields that stood in quotes. */
  readonly marks: boolean;
};

/** A quote that is never closed must not swallow the file. */
const LONGEST_RECORD = 64 * 1024;

/** The rows of a CSV file from a place on. Where the quotes are broken, one line is left out. */
export async function* csvRecords(
  file: TextFile,
  { delimiter, marks }: CsvFormat,
  { offset, line: before }: CsvRow['place'],
  faults: Faults,
): AsyncGenerator<readonly CsvRow[], void> {
  let number = before;
  /** Lines of a record whose quote is open. */
  let open: Line[] = [];
  let rows: CsvRow[] = [];

  function take(line: Line, isLast: boolean): void {
    if (line.text === null && open.length === 0) {
      faults.add('it is longer than a line can be', `line ${++number}`);
      return;
    }
    open.push(line);
    const record = recordOf(open);
    if (record.trim() === '') {
      number++;
      open = [];
      return;
    }
    const fields = line.text === null ? 'broken' : csvFields(record, delimiter, marks);
    if (typeof fields !== 'string') {
      number += open.length;
      open = [];
      rows.push({ fields, place: { offset: line.end, line: number } });
    } else if (fields === 'broken' || isLast || record.length > LONGEST_RECORD) {
      // Only the line with the quote is lost; those after it are looked at again.
      const [, ...rest] = open;
      open = [];
      faults.add('its quotes are broken', `line ${++number}`);
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
    const rest = open;
    open = [];
    rest.forEach((one, i) => {
      take(one, i === rest.length - 1);
    });
    if (rows.length > 0) yield rows;
  } finally {
    stream.destroy();
  }
}

/** The lines of a record, with the line breaks between them. */
function recordOf(lines: readonly Line[]): string {
  if (lines.length === 1) return lines[0]!.text ?? '';
  return lines
    .map(({ text, ending }, i) => (text ?? '') + (i < lines.length - 1 ? ending : ''))
    .join('');
}
