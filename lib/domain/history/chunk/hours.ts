import { ByteReader, ByteWriter, DamagedBytes } from './bytes.ts';
import {
  type HourDetails,
  packDetails,
  packTexts,
  unpackDetails,
  unpackTexts,
} from './hour-details.ts';
import { packSparse, unpackSparse } from './presence.ts';

/**
 * Hourly statistics of one series as columns, in order of time; hours may be missing between them.
 * NaN stands for what there is none of.
 */
export type HourColumns = {
  /** How many hours there are: the length of each column. */
  readonly hours: number;
  /** When each hour begins, epoch ms: at the full hours of the home, whatever its zone. */
  readonly start: Float64Array;
  /** Readings, also those that say "unknown". */
  readonly count: Float64Array;
  /** Over every value that was in force. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Value × milliseconds in force; of an on/off series (1/0) the milliseconds it was on. */
  readonly area: Float64Array;
  /** Milliseconds for which a value was known. */
  readonly known: Float64Array;
  /** The first and the last reading. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** The ids of the first and the last reading's text; 0: none. null: no hour has any. */
  readonly firstText: Int32Array | null;
  readonly lastText: Int32Array | null;
  /** null: they were written before details were kept. */
  readonly details: HourDetails | null;
};

/** Without details, and with. */
const SUMMARIES = 1;
const DETAILED = 2;
const MOST_HOURS = 65_536;

export function packHours(columns: HourColumns): Uint8Array {
  const { hours, start, count, min, max, area, known, first, last, details } = columns;
  const out = new ByteWriter(64 + 16 * hours);
  out.byte(details === null ? SUMMARIES : DETAILED);
  out.whole(hours);
  for (const column of [start, count, min, max, area, known, first, last])
    packSparse(out, column.subarray(0, hours));
  packTexts(out, columns.firstText, hours);
  packTexts(out, columns.lastText, hours);
  if (details !== null) packDetails(out, details, hours, endsOf(columns));
  return out.finish();
}

/** Throws DamagedBytes if `bytes` are none of packHours. */
export function unpackHours(bytes: Uint8Array): HourColumns {
  const input = new ByteReader(bytes);
  const version = input.byte();
  if (version !== SUMMARIES && version !== DETAILED)
    throw new DamagedBytes(`their version is ${version}`);
  const hours = input.amount(MOST_HOURS, 'hours');
  const next = () => unpackSparse(input, hours);
  const columns = {
    hours,
    start: next(),
    count: next(),
    min: next(),
    max: next(),
    area: next(),
    known: next(),
    first: next(),
    last: next(),
    firstText: unpackTexts(input, hours),
    lastText: unpackTexts(input, hours),
  };
  const details = version === DETAILED ? unpackDetails(input, hours, endsOf(columns)) : null;
  input.end();
  return { ...columns, details };
}

const endsOf = ({
  first,
  firstText,
  last,
  lastText,
}: Pick<HourColumns, 'first' | 'firstText' | 'last' | 'lastText'>) => ({
  first: { value: first, text: firstText },
  last: { value: last, text: lastText },
});
