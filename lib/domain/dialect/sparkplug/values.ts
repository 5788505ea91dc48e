import type { Value } from '../../entity/entity.ts';
import { arrayOf } from './arrays.ts';
import { dataSetText } from './data-set.ts';
import { formOf, TYPE } from './datatypes.ts';
import type { Raw } from './payload.ts';
import { scalarValue } from './scalars.ts';

/** What a raw value says under its datatype; undefined: it does not fit. */
export function typedValue(raw: Raw, datatype: number): Value | undefined {
  if (formOf(datatype) !== 'list') return scalarValue(raw, datatype);
  if (raw.type === 'dataset') return dataSetText(raw.value);
  return raw.type === 'bytes' ? arrayOf(raw.value, datatype) : undefined;
}

/** The datatype of a value whose birth does not name one; null: there is no telling. */
export function datatypeOf(raw: Raw | null): number | null {
  switch (raw?.type) {
    case 'integer':
      return TYPE.Int64;
    case 'decimal':
      return TYPE.Double;
    case 'boolean':
      return TYPE.Boolean;
    case 'text':
      return TYPE.String;
    case 'dataset':
      return TYPE.DataSet;
    default:
      return null;
  }
}
