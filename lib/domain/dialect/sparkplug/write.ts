import { encodeUtf8 } from '../utf8.ts';
import { formOf, limitsOf, TYPE } from './datatypes.ts';
import { writeBytes, writeDouble, writeFloat, writeVarint } from './wire.ts';

/** A metric of a command. By alias where the birth gave one, else by name (chapter 6.4.6). */
export type WrittenMetric = {
  readonly name: string;
  readonly alias: string | null;
  /** Epoch ms; null: the sender knows none. */
  readonly timestamp: number | null;
  readonly datatype: number;
  readonly value: number | boolean | string;
};

/** A Sparkplug B payload as bytes. */
export function writePayload(
  timestamp: number | null,
  metrics: readonly WrittenMetric[],
): Uint8Array {
  return Uint8Array.from([
    ...(timestamp === null ? [] : writeVarint(1, BigInt(timestamp))),
    ...metrics.flatMap((metric) => writeBytes(2, writeMetric(metric))),
  ]);
}

function writeMetric({ name, alias, timestamp, datatype, value }: WrittenMetric): number[] {
  return [
    ...(alias === null ? writeBytes(1, encodeUtf8(name)) : writeVarint(2, BigInt(alias))),
    ...(timestamp === null ? [] : writeVarint(3, BigInt(timestamp))),
    ...writeVarint(4, BigInt(datatype)),
    ...writeValue(datatype, value),
  ];
}

function writeValue(datatype: number, value: number | boolean | string): number[] {
  switch (formOf(datatype)) {
    case 'boolean':
      return writeVarint(14, value === true ? 1n : 0n);
    case 'integer': {
      const [least, most] = limitsOf(datatype) ?? [0, 0];
      const whole = BigInt(Math.round(Math.min(most, Math.max(least, Number(value)))));
      const isLong = datatype === TYPE.Int64 || datatype === TYPE.UInt64;
      return isLong ? writeVarint(11, whole) : writeVarint(10, BigInt.asUintN(32, whole));
    }
    case 'decimal':
      return datatype === TYPE.Float
        ? writeFloat(12, Number(value))
        : writeDouble(13, Number(value));
    default:
      return writeBytes(15, encodeUtf8(String(value)));
  }
}
