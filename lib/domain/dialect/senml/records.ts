import { isObject } from '../safe-json.ts';

/** One record, resolved (RFC 8428 §4.6): its whole name, its time, its value. */
export type SenmlRecord = {
  /** Base name and name together; globally unique. */
  readonly fullName: string;
  readonly baseName: string;
  readonly unit: string | null;
  readonly value: number | boolean | string | { readonly data: string };
  /** True if the value is a sum over time (`s`). */
  readonly isSum: boolean;
  /** Epoch ms. */
  readonly at: number;
};

/** Times below 2^28 seconds are relative to now (RFC 8428 §4.5.3). */
const RELATIVE_BELOW = 2 ** 28;
const MAX_RECORDS = 1_000;
const MAX_NAME = 200;
const LABELS = new Set('bn bt bu bv bs bver n u v vs vb vd s t ut l'.split(' '));
const VALUES = ['v', 'vb', 'vs', 'vd', 's'] as const;
/** Characters of a name (RFC 8428 §4.5.1); the first is a letter or a digit. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9\-:./_]*$/;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The records of a pack with a value, in the order of their times; null if the JSON is no SenML, none if
 * each asks for something that nobody here understands.
 * `arrival` in epoch ms. A draft's form, an object with the records in `e`, is understood too.
 */
export function recordsOf(json: unknown, arrival: number): readonly SenmlRecord[] | null {
  const list = isObject(json) ? fromDraft(json) : json;
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_RECORDS) return null;
  const records: SenmlRecord[] = [];
  let base: Fields = {};
  let named = false;
  for (const record of list as readonly unknown[]) {
    if (!isObject(record)) return null;
    for (const key in record) {
      // What is not understood may be ignored, unless it ends in "_" (RFC 8428 §4.4).
      if (!LABELS.has(key) && !(named || 'bn' in record || 'n' in record)) return null;
    }
    named ||= typeof record['bn'] === 'string' || typeof record['n'] === 'string';
    base = withBase(base, record);
    if (Object.keys(record).some((key) => key.endsWith('_'))) continue;
    const resolved = resolve(base, record, arrival);
    if (resolved === null) return null;
    if (resolved !== undefined) records.push(resolved);
  }
  return named ? records.sort((a, b) => a.at - b.at) : null;
}

function withBase(base: Fields, record: Fields): Fields {
  let next = base;
  for (const key of ['bn', 'bt', 'bu', 'bv', 'bs'])
    if (Object.hasOwn(record, key)) next = { ...next, [key]: record[key] };
  return next;
}

/** undefined: the record has no value of its own; null: this is no SenML. */
function resolve(base: Fields, record: Fields, arrival: number): SenmlRecord | null | undefined {
  const baseName = text(base['bn']);
  const fullName = baseName + text(record['n']);
  const key = VALUES.find((one) => Object.hasOwn(record, one));
  if (key === undefined) return undefined;
  if (!NAME.test(fullName) || fullName.length > MAX_NAME) return null;
  const value = readValue(key, record[key], base);
  if (value === null) return null;
  const seconds = number(base['bt']) + number(record['t']);
  const at = seconds < RELATIVE_BELOW ? arrival + seconds * 1000 : seconds * 1000;
  const unit = text(record['u']) || text(base['bu']);
  return {
    fullName,
    baseName,
    unit: unit === '' ? null : unit,
    value,
    isSum: key === 's',
    at: Math.round(at),
  };
}

function readValue(
  key: (typeof VALUES)[number],
  value: unknown,
  base: Fields,
): SenmlRecord['value'] | null {
  switch (key) {
    case 'v':
      return typeof value === 'number' ? value + number(base['bv']) : null;
    case 's':
      return typeof value === 'number' ? value + number(base['bs']) : null;
    case 'vb':
      return typeof value === 'boolean' ? value : null;
    case 'vs':
      return typeof value === 'string' ? value : null;
    case 'vd':
      return typeof value === 'string' ? { data: value } : null;
  }
}

/** `{"e": [{"n": …, "sv": …, "bv": …}], "bn": …}` as a list of records. */
function fromDraft({ e, bn, bt, bu }: Fields): unknown {
  if (!Array.isArray(e) || e.length > MAX_RECORDS) return null;
  const base: Record<string, unknown> = {};
  for (const [key, value] of Object.entries({ bn, bt, bu }))
    if (value !== undefined) base[key] = value;
  const records = e.map((record: unknown) => {
    if (!isObject(record)) return record;
    const { sv, bv, ...rest } = record;
    return {
      ...rest,
      ...(sv === undefined ? {} : { vs: sv }),
      ...(bv === undefined ? {} : { vb: bv }),
    };
  });
  return [base, ...records];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
