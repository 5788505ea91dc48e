import { decodeUtf8 } from '../utf8.ts';
import { TYPE } from './datatypes.ts';
import { type Raw, readValue } from './payload.ts';
import { scalarValue } from './scalars.ts';
import { type Field, readFields, readPacked } from './wire.ts';

const MAX_COLUMNS = 32;
/** A table is shown, not kept: the first rows of it, about this much text. */
const MAX_TEXT = 1_000;
const CELL = { int: 1, long: 2, float: 3, double: 4, boolean: 5, text: 6 };

/** A table as JSON, one object for each row; undefined if the bytes are no table. */
export function dataSetText(bytes: Uint8Array): string | undefined {
  const fields = readFields(bytes);
  if (fields === null) return undefined;
  const columns = fields.flatMap((field) => (field.number === 2 ? [textOf(field) ?? ''] : []));
  if (columns.length > MAX_COLUMNS) return undefined;
  const types = fields.filter(({ number }) => number === 3).flatMap(numbersOf);
  const rows: string[] = [];
  let length = 2;
  for (const field of fields) {
    if (field.number !== 4 || field.type !== 'bytes') continue;
    const row = rowText(field.value, columns, types);
    if (row === null) return undefined;
    length += row.length + 1;
    if (length > MAX_TEXT) break;
    rows.push(row);
  }
  return `[${rows.join(',')}]`;
}

function rowText(
  bytes: Uint8Array,
  columns: readonly string[],
  types: readonly number[],
): string | null {
  const elements = readFields(bytes)?.filter(({ number }) => number === 1);
  if (elements === undefined) return null;
  const cells = columns.map((column, i) => {
    const element = elements[i];
    const parts = element?.type === 'bytes' ? (readFields(element.value) ?? []) : [];
    const raw = parts.map((part): Raw | null => readValue(part, CELL)).find((one) => one !== null);
    const value = raw ? scalarValue(raw, types[i] ?? TYPE.String) : undefined;
    return `${JSON.stringify(column)}:${JSON.stringify(value ?? null)}`;
  });
  return `{${cells.join(',')}}`;
}

const textOf = (field: Field): string | null =>
  field.type === 'bytes' ? decodeUtf8(field.value) : null;

/** Types come one by one or packed, as the encoder likes. */
function numbersOf(field: Field): readonly number[] {
  if (field.type === 'varint') return [Number(field.value)];
  return field.type === 'bytes' ? (readPacked(field.value, MAX_COLUMNS) ?? []).map(Number) : [];
}
