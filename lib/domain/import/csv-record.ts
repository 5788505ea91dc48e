/** Stands before a field that was quoted, where that makes a difference. */
export const QUOTED = '\u0001';

/**
 * The fields of a record of CSV [RFC 4180]; a quote within an unquoted field is a letter.
 * @param marks put QUOTED before fields that stood in quotes
 * @returns `open`: a quote is not closed, so the record may go on in the next line; `broken`: something
 * stands behind a closing quote
 */
export function csvFields(
  record: string,
  delimiter: string,
  marks: boolean,
): string[] | 'open' | 'broken' {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; ; at++) {
    let end: number;
    if (record[at] === '"') {
      let text = marks ? QUOTED : '';
      let from = at + 1;
      end = record.indexOf('"', from);
      while (end >= 0 && record[end + 1] === '"') {
        text += record.slice(from, end + 1);
        from = end + 2;
        end = record.indexOf('"', from);
      }
      if (end < 0) return 'open';
      fields.push(text + record.slice(from, end));
      end++;
      if (end < record.length && record[end] !== delimiter) return 'broken';
    } else {
      end = record.indexOf(delimiter, at);
      if (end < 0) end = record.length;
      fields.push(record.slice(at, end));
    }
    if (end >= record.length) return fields;
    at = end;
  }
}
