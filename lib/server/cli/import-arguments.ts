import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { parseTime } from '../../api/values.ts';
import { PRECISIONS, type Precision } from '../import/influx-file.ts';
import type { Wishes } from '../import/resolver.ts';
import type { Source } from '../import/source.ts';
import { UsageError } from './arguments.ts';

export const IMPORT_HELP = `Usage:
  import home-assistant FILE    home-assistant_v2.db, also while Home Assistant runs
  import influx FILE            line protocol (influx_inspect export, influxd inspect export-lp),
                                annotated CSV (influx query --raw)
  import csv FILE               our own export, a reading a line, or a column a sensor
  import ndjson FILE            an object a line: time, entity, property, value, unit

Brings readings of the past into the history. Each is stored once, however often this runs; broken
off, it goes on where it was. Inglenook may run meanwhile. FILE may be packed by gzip (but no .db).

  --dry-run             only say what would come
  --map FILE            CSV: id there, id here; for entities whose names are not the same
  --only ID[,ID…]       only these entities there; * stands for anything (sensor.*)
  --skip ID[,ID…]       not these
  --from TIME --to TIME only readings from, and before, a time like 2026-01-31T00:00:00Z

influx:
  --precision ns|us|ms|s   of timestamps (by their size, if absent)
csv, ndjson:
  --entity ID           the entity, where the file does not name it
  --zone ZONE           time zone of times without an offset (the home's)
  --time-format FORMAT  how times are written: dd/MM/yyyy HH:mm or %d/%m/%Y %H:%M
csv:
  --time-column NAME    date+time for two columns
  --value-column NAME
  --delimiter CHAR      , ; or tab (by the first line)
  --decimal comma       numbers are written 21,5

Exit codes: 0 all is there, 3 it is but for lines that make no sense (they are counted and named),
1 the file or the database cannot be used, 2 wrong usage.`;

/** What is asked for. */
export type ImportWish = {
  readonly kind: Source['kind'];
  readonly file: string;
  readonly dryRun: boolean;
  readonly wishes: Wishes;
  /** Epoch ms. */
  readonly span: { readonly from: number; readonly to: number };
  readonly precision: Precision | null;
  readonly entity: string | null;
  readonly zone: string | null;
  readonly timeFormat: string | null;
  readonly timeColumn: string | null;
  readonly valueColumn: string | null;
  readonly delimiter: string | null;
  readonly commaDecimals: boolean;
};

const TEXT = { type: 'string' } as const;
const OPTIONS = {
  'dry-run': { type: 'boolean' },
  map: TEXT,
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  from: TEXT,
  to: TEXT,
  precision: TEXT,
  entity: TEXT,
  zone: TEXT,
  'time-format': TEXT,
  'time-column': TEXT,
  'value-column': TEXT,
  delimiter: TEXT,
  decimal: TEXT,
} as const;

const KINDS = ['home-assistant', 'influx', 'csv', 'ndjson'] as const;

/** @throws UsageError */
export function readImportArguments(args: readonly string[]): ImportWish {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: OPTIONS,
  });
  const [word, file, ...more] = positionals;
  const kind = KINDS.find((one) => one === word);
  if (kind === undefined)
    throw new UsageError(`import knows ${KINDS.join(', ')}, not ${JSON.stringify(word)}`);
  if (file === undefined) throw new UsageError('Which FILE?');
  if (more.length > 0) throw new UsageError(`What is ${JSON.stringify(more[0])}?`);
  const span = {
    from: moment('from', values.from) ?? Number.NEGATIVE_INFINITY,
    to: moment('to', values.to) ?? Number.POSITIVE_INFINITY,
  };
  if (span.from >= span.to) throw new UsageError('--from must be before --to');
  return {
    kind,
    file,
    dryRun: values['dry-run'] ?? false,
    wishes: {
      map: values.map === undefined ? new Map() : readMap(values.map),
      only: list(values.only),
      skip: list(values.skip),
    },
    span,
    precision: precision(values.precision),
    entity: values.entity ?? null,
    zone: values.zone === undefined ? null : zone(values.zone),
    timeFormat: values['time-format'] ?? null,
    timeColumn: values['time-column'] ?? null,
    valueColumn: values['value-column'] ?? null,
    delimiter: values.delimiter === undefined ? null : delimiter(values.delimiter),
    commaDecimals: decimal(values.decimal),
  };
}

const list = (given: readonly string[] = []): readonly string[] =>
  given
    .flatMap((text) => text.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');

function moment(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = parseTime(text);
  if (at === null) throw new UsageError(`--${name} ${text} is no time like 2026-01-31T00:00:00Z`);
  return at;
}

function precision(text: string | undefined): Precision | null {
  if (text === undefined) return null;
  if (Object.hasOwn(PRECISIONS, text)) return text as Precision;
  throw new UsageError(`--precision is ns, us, ms or s, not ${JSON.stringify(text)}`);
}

function zone(name: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    throw new UsageError(`--zone ${JSON.stringify(name)} is no IANA time zone; try Europe/Berlin`);
  }
}

function delimiter(text: string): string {
  const one = text === 'tab' || text === '\\t' ? '\t' : text;
  if (one.length !== 1) throw new UsageError('--delimiter is one character, or tab');
  return one;
}

function decimal(text: string | undefined): boolean {
  if (text === undefined || text === 'point' || text === '.') return false;
  if (text === 'comma' || text === ',') return true;
  throw new UsageError(`--decimal is comma or point, not ${JSON.stringify(text)}`);
}

/** Two columns, with or without a header. */
function readMap(file: string): ReadonlyMap<string, string> {
  try {
    const rows = parse(readFileSync(file), {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    return new Map(
      (rows as string[][]).flatMap(([there, here]) =>
        there && here?.includes('.') ? [[there, here] as const] : [],
      ),
    );
  } catch (error) {
    throw new UsageError(`--map ${file} cannot be read: ${(error as Error).message}`);
  }
}
