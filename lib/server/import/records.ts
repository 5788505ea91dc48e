import type { Faults } from './faults.ts';
import { type Line, lines } from './lines.ts';
import type { TextFile } from './text-file.ts';

/** What a record says, and where the next one begins. */
export type FoundRecord<T> = {
  readonly said: T;
  /** After the record. */
  readonly place: { readonly offset: number; readonly line: number };
};

/** A quote that is never closed must not swallow the file. */
const LONGEST_RECORD = 64 * 1024;

/**
 * The records of a text from a place on: mostly lines, but a quoted text may hold line breaks. Where the
 * quotes are broken, one line is left out, and those after it are looked at again.
 * @param read what a text says; `open`: its quote may close on a later line
 */
export async function* records<T extends object>(
  file: TextFile,
  { offset, line: before }: FoundRecord<T>['place'],
  faults: Faults,
  read: (text: string) => T | 'open' | 'broken',
): AsyncGenerator<readonly FoundRecord<T>[], void> {
  let number = before;
  /** Lines of a record whose quote is open. */
  let open: Line[] = [];
  let found: FoundRecord<T>[] = [];

  function take(line: Line, isLast: boolean): void {
    if (line.text === null && open.length === 0) {
      faults.add('it is longer than a line can be', `line ${++number}`);
      return;
    }
    open.push(line);
    const text = textOf(open);
    if (text.trim() === '') {
      number++;
      open = [];
      return;
    }
    const said = line.text === null ? 'broken' : read(text);
    if (typeof said !== 'string') {
      number += open.length;
      open = [];
      found.push({ said, place: { offset: line.end, line: number } });
    } else if (said === 'broken' || isLast || text.length > LONGEST_RECORD) {
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
      if (found.length > 0) yield found;
      found = [];
    }
    const rest = open;
    open = [];
    rest.forEach((one, i) => {
      take(one, i === rest.length - 1);
    });
    if (found.length > 0) yield found;
  } finally {
    stream.destroy();
  }
}

/** The lines of a record, with the line breaks between them. */
function textOf(parts: readonly Line[]): string {
  if (parts.length === 1) return parts[0]!.text ?? '';
  return parts
    .map(({ text, ending }, i) => (text ?? '') + (i < parts.length - 1 ? ending : ''))
    .join('');
}
