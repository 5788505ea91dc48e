import type { Point } from '../dialect/influx/line-protocol.ts';
import { finiteNumber } from './finite.ts';
import type { TimeReader } from './times.ts';

/** Columns of Flux's own that are no tags. */
const OWN = new Set([
  '',
  'result',
  'table',
  '_start',
  '_stop',
  '_time',
  '_value',
  '_field',
  '_measurement',
]);

/**
 * Reads the rows of Flux's annotated CSV (`influx query --raw`), one after the other: annotations and a
 * header begin each table.
 * @param before the state of another, to go on from a row within a table
 */
export function annotatedTable(time: TimeReader, before: string | null = null) {
  let { types, header } = stateOf(before);
  let state = before ?? '';

  /** The point of a row, null for one that is none, or why it is wrong. */
  function read(row: readonly string[]): Point | null | { readonly reason: string } {
    const first = (row[0] ?? '').replace(/^\uFEFF/, '');
    if (first.startsWith('#')) {
      if (first === '#datatype') types = row;
      header = null;
      state = JSON.stringify({ types, header });
      return null;
    }
    if (row.every((field) => field === '')) return null;
    if (header === null || (row[1] === 'result' && row.includes('_time'))) {
      header = row;
      state = JSON.stringify({ types, header });
      return null;
    }
    if (header.includes('error') && !header.includes('_time'))
      return { reason: `the query failed: ${(row[header.indexOf('error')] ?? '').slice(0, 200)}` };
    const at = (name: string) => header!.indexOf(name);
    const cell = (name: string) => (at(name) < 0 ? '' : (row[at(name)] ?? ''));
    const when = time(cell('_time'));
    if (when === null)
      return { reason: `${JSON.stringify(cell('_time').slice(0, 40))} is no time` };
    const tags = header.flatMap((name, i): [string, string][] =>
      OWN.has(name) || !/^string$|^$/.test(types[i] ?? '') || (row[i] ?? '') === ''
        ? []
        : [[name, row[i]!]],
    );
    const value = typed(cell('_value'), types[at('_value')] ?? '');
    const fields: [string, number | boolean | string][] =
      at('_value') >= 0
        ? value === null
          ? []
          : [[cell('_field') || 'value', value]]
        : header.flatMap((name, i): [string, number | boolean][] => {
            // A pivoted table: each column that is no text is a field.
            const one = OWN.has(name) ? null : typed(row[i] ?? '', types[i] ?? '');
            return one === null || typeof one === 'string' ? [] : [[name, one]];
          });
    if (fields.length === 0) return { reason: 'it has no value' };
    return { measurement: cell('_measurement') || 'value', tags, fields, at: when };
  }

  return {
    read,
    /** What the table is about, as text. */
    state: () => state,
  };
}

type State = { readonly types: readonly string[]; readonly header: readonly string[] | null };

/** What `state` gave; where it is anything else, a table begins. */
function stateOf(text: string | null): State {
  const nothing: State = { types: [], header: null };
  return text === null || text === '' ? nothing : { ...nothing, ...(JSON.parse(text) as State) };
}

function typed(text: string, type: string): number | boolean | string | null {
  if (text === '') return null;
  switch (type) {
    case 'double':
    case 'long':
    case 'unsignedLong':
      return finiteNumber(text);
    case 'boolean':
      return text === 'true';
    case 'string':
      return text;
    default:
      return finiteNumber(text) ?? text;
  }
}
