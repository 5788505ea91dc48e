import { TYPE } from '@/lib/domain/dialect/sparkplug/datatypes.ts';
import {
  writeBytes,
  writeDouble,
  writeFloat,
  writeVarint,
} from '@/lib/domain/dialect/sparkplug/wire.ts';
import { encodeUtf8 } from '@/lib/domain/dialect/utf8.ts';

/** A metric as a test writes it; `value` goes into the field its JavaScript type suggests. */
export type Spoken = {
  readonly name?: string;
  readonly alias?: number;
  readonly type?: keyof typeof TYPE;
  readonly value?: number | bigint | boolean | string | Uint8Array | readonly Spoken[] | null;
  readonly timestamp?: number;
  readonly historical?: boolean;
  readonly properties?: Readonly<Record<string, string | boolean | number>>;
};

/** A Sparkplug B payload as an edge node writes it. */
export function spoken(
  metrics: readonly Spoken[],
  { timestamp, seq }: { timestamp?: number; seq?: number } = {},
): Uint8Array {
  return Uint8Array.from([
    ...(timestamp === undefined ? [] : writeVarint(1, BigInt(timestamp))),
    ...metrics.flatMap((metric) => writeBytes(2, metricBytes(metric))),
    ...(seq === undefined ? [] : writeVarint(3, BigInt(seq))),
  ]);
}

function metricBytes(metric: Spoken): number[] {
  const { name, alias, type, value, timestamp, historical, properties } = metric;
  return [
    ...(name === undefined ? [] : writeBytes(1, encodeUtf8(name))),
    ...(alias === undefined ? [] : writeVarint(2, BigInt(alias))),
    ...(timestamp === undefined ? [] : writeVarint(3, BigInt(timestamp))),
    ...(type === undefined ? [] : writeVarint(4, BigInt(TYPE[type]))),
    ...(historical ? writeVarint(5, 1n) : []),
    ...(properties === undefined ? [] : writeBytes(9, propertyBytes(properties))),
    ...valueBytes(type, value),
  ];
}

function valueBytes(type: Spoken['type'], value: Spoken['value']): number[] {
  if (value === undefined) return [];
  if (value === null) return writeVarint(7, 1n);
  if (typeof value === 'boolean') return writeVarint(14, value ? 1n : 0n);
  if (typeof value === 'string') return writeBytes(15, encodeUtf8(value));
  if (typeof value === 'bigint') return writeVarint(11, value);
  if (typeof value === 'number') {
    if (type === 'Float') return writeFloat(12, value);
    if (type === 'Double') return writeDouble(13, value);
    return writeVarint(10, BigInt.asUintN(32, BigInt(value)));
  }
  if (value instanceof Uint8Array) return writeBytes(type === 'DataSet' ? 17 : 16, value);
  return writeBytes(
    18,
    value.flatMap((member) => writeBytes(2, metricBytes(member))),
  );
}

function propertyBytes(properties: NonNullable<Spoken['properties']>): number[] {
  const entries = Object.entries(properties);
  return [
    ...entries.flatMap(([key]) => writeBytes(1, encodeUtf8(key))),
    ...entries.flatMap(([, value]) =>
      writeBytes(
        2,
        typeof value === 'string'
          ? writeBytes(8, encodeUtf8(value))
          : typeof value === 'boolean'
            ? writeVarint(7, value ? 1n : 0n)
            : writeVarint(3, BigInt(value)),
      ),
    ),
  ];
}
