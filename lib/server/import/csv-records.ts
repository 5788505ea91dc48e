import { csvFields } from '../../domain/import/csv-record.ts';
import type { Faults } from './faults.ts';
import { type FoundRecord, records } from './records.ts';
import type { TextFile } from './text-file.ts';

export type CsvRow = FoundRecord<readonly string[]>;

export type CsvFormat = {
  readonly delimiter: string;
  /** Put a mark before fields that stood in quotes. */
  readonly marks: boolean;
};

/** The rows of a CSV file from a place on. */
export const csvRecords = (
  file: TextFile,
  { delimiter, marks }: CsvFormat,
  from: CsvRow['place'],
  faults: Faults,
): AsyncGenerator<readonly CsvRow[], void> =>
  records(file, from, faults, (text) => csvFields(text, delimiter, marks));
