import { encodeUtf8 } from '../dialect/utf8.ts';
import type { Value } from '../entity/entity.ts';
import type { Columns } from '../history/columns.ts';
import { field, quotedList, quotedText } from './csv-text.ts';
import { type Digits, digits, NUMBER_LENGTH, TIME_LENGTH } from './digits.ts';

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The first line of a CSV file. */
export const CSV_HEADER = 'time,entity,property,value,unit';

/** What the readings of one series have in common. */
export type ExportedSeries = {
  readonly entityId: string;
  readonly property: string;
  readonly unit: string | null;
  /** Numbers mean on/off. */
  readonly boolean: boolean;
};

/** Writes readings as lines, one text for each. */
export type LineWriter = {
  /** What stands before the first line of a file. */
  readonly begin: Uint8Array;
  /**
   * The lines of readings of a series.
   * @param meaning the value that a text’s id stands for
   */
  write(
    series: ExportedSeries,
    columns: Columns,
    meaning: (id: number) => Value,
  ): Uint8Array<ArrayBuffer>;
};

/** A line but for its time and value: `before` the time, `between`, and `after` the value. */
type Frame = {
  readonly before: Uint8Array;
  readonly between: Uint8Array;
  readonly after: Uint8Array;
};

/** A writer of a format; one for each file. `pairs` are the entries of a JSON list, each with a comma behind it. */
export function lineWriter(format: ExportFormat | 'pairs'): LineWriter {
  const { begin, frame, value } = FORMATS[format];
  const writer = digits();
  let last: { readonly series: ExportedSeries; readonly frame: Frame } | null = null;
  const texts = new Map<number, Uint8Array>();
  const nothing = encodeUtf8(value(null));
  const on = encodeUtf8(value(true));
  const off = encodeUtf8(value(false));

  function textOf(id: number, meaning: (id: number) => Value): Uint8Array {
    const known = texts.get(id);
    if (known !== undefined) return known;
    if (texts.size >= MOST_TEXTS) texts.clear();
    const bytes = encodeUtf8(value(meaning(id)));
    texts.set(id, bytes);
    return bytes;
  }

  return {
    begin: encodeUtf8(begin),
    write(series, columns, meaning) {
      if (last?.series !== series) last = { series, frame: frame(series) };
      const { count, value: numbers, text } = columns;
      // Each value that is no plain number, as it will stand there.
      const words: (Uint8Array | null)[] | null =
        text === null && !series.boolean && !numbers.subarray(0, count).some(Number.isNaN)
          ? null
          : Array.from({ length: count }, (_, i) => {
              const id = text === null ? 0 : text[i]!;
              if (id !== 0) return textOf(id, meaning);
              const number = numbers[i]!;
              if (Number.isNaN(number)) return nothing;
              return series.boolean ? (number !== 0 ? on : off) : null;
            });
      return lines(columns, last.frame, words, writer);
    },
  };
}

const MOST_TEXTS = 10_000;

function lines(
  { count, at: times, value }: Columns,
  { before, between, after }: Frame,
  words: readonly (Uint8Array | null)[] | null,
  { number, time }: Digits,
): Uint8Array<ArrayBuffer> {
  const common = before.length + TIME_LENGTH + between.length + after.length;
  let most = count * (common + NUMBER_LENGTH);
  for (const word of words ?? []) most += word === null ? 0 : word.length;
  const out = new Uint8Array(most);
  let at = 0;
  for (let i = 0; i < count; i++) {
    at = copy(out, at, before);
    at = time(out, at, times[i]!);
    at = copy(out, at, between);
    const word = words === null ? null : words[i]!;
    at = word === null ? number(out, at, value[i]!) : copy(out, at, word);
    at = copy(out, at, after);
  }
  return out.subarray(0, at);
}

/** For a few dozen bytes a loop is faster than `set`. */
function copy(out: Uint8Array, at: number, bytes: Uint8Array): number {
  const { length } = bytes;
  if (length > 200) out.set(bytes, at);
  else for (let i = 0; i < length; i++) out[at + i] = bytes[i]!;
  return at + length;
}

const FORMATS = {
  csv: {
    begin: `${CSV_HEADER}\r\n`,
    frame: ({ entityId, property, unit }: ExportedSeries): Frame => ({
      before: encodeUtf8(''),
      between: encodeUtf8(`,${field(entityId)},${field(property)},`),
      after: encodeUtf8(`,${unit === null ? '' : field(unit)}\r\n`),
    }),
    /** Texts are quoted, numbers and on/off are not, unknown is empty. */
    value: (value: Value): string => {
      if (value === null) return '';
      if (typeof value === 'string') return quotedText(value);
      if (typeof value === 'object') return quotedList(value);
      return String(value);
    },
  },
  ndjson: {
    begin: '',
    frame: ({ entityId, property, unit }: ExportedSeries): Frame => ({
      before: encodeUtf8('{"time":"'),
      between: encodeUtf8(
        `","entity":${JSON.stringify(entityId)},"property":${JSON.stringify(property)},"value":`,
      ),
      after: encodeUtf8(`,"unit":${JSON.stringify(unit)}}\n`),
    }),
    value: (value: Value): string => JSON.stringify(value),
  },
  pairs: {
    begin: '',
    frame: (): Frame => ({
      before: encodeUtf8('["'),
      between: encodeUtf8('",'),
      after: encodeUtf8('],'),
    }),
    value: (value: Value): string => JSON.stringify(value),
  },
} as const;
