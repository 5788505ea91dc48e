import { formOf, signedBits } from './datatypes.ts';
import type { Raw } from './payload.ts';

const LATEST_MS = 253_402_300_799_999;

/**
 * What a raw value says under a datatype that is one value: integers are signed as the datatype
 * wants, a DateTime is ISO 8601. undefined: it does not fit the datatype.
 */
export function scalarValue(raw: Raw, datatype: number): number | boolean | string | undefined {
  switch (formOf(datatype)) {
    case 'integer':
    case 'decimal':
      return numberOf(raw, datatype);
    case 'boolean':
      if (raw.type === 'boolean') return raw.value;
      return raw.type === 'integer' ? raw.value !== 0n : undefined;
    case 'text':
      return raw.type === 'text' ? raw.value : undefined;
    case 'time': {
      const at = raw.type === 'integer' ? Number(raw.value) : Number.NaN;
      return at >= 0 && at <= LATEST_MS ? new Date(at).toISOString() : undefined;
    }
    case 'list':
    case 'none':
      return undefined;
  }
}

function numberOf(raw: Raw, datatype: number): number | undefined {
  if (raw.type === 'decimal') return Number.isFinite(raw.value) ? raw.value : undefined;
  if (raw.type !== 'integer') return undefined;
  const bits = signedBits(datatype);
  // Some encoders send a negative Int8 as one byte, some as 32 or 64 bits: the low ones are the same.
  return Number(bits === null ? raw.value : BigInt.asIntN(bits, raw.value));
}
