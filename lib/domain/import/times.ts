import { instantOf, type ZoneOffset } from '../history/zone.ts';
import { isTime } from './foreign.ts';

/** Epoch ms of a time as somebody wrote it; null if it is none. */
export type TimeReader = (text: string) => number | null;

const ISO =
  /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[T _](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9})\d*)?)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/i;
const DAY_FIRST = /^(\d\d?)\.(\d\d?)\.(\d{4})(?:,? (\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?$/;
const EPOCH = /^-?\d{1,19}(\.\d+)?$/;

/**
 * Reads times: epoch seconds, ms, µs or ns (by their size), ISO 8601, and days first with dots.
 * A wall time without an offset is taken in the zone.
 * @param format how times are written instead, like `dd.MM.yyyy HH:mm:ss` or `%d/%m/%Y %H:%M`
 */
export function timeReader(offset: ZoneOffset, format: string | null = null): TimeReader {
  const own = format === null ? null : formatReader(format, offset);
  return (text) => {
    const trimmed = text.trim();
    const at = own === null ? usual(trimmed, offset) : own(trimmed);
    return at !== null && Number.isFinite(at) && isTime(at) ? Math.round(at) : null;
  };
}

function usual(text: string, offset: ZoneOffset): number | null {
  if (EPOCH.test(text)) return epochMs(Number(text));
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = iso;
    const local = wall(year, month, day, hour, minute, second, fraction);
    if (local === null) return null;
    return zone === undefined ? instantOf(local, offset) : local - offsetMs(zone);
  }
  const dotted = DAY_FIRST.exec(text);
  if (dotted === null) return null;
  const [, day, month, year, hour, minute, second, fraction] = dotted;
  const local = wall(year, month, day, hour, minute, second, fraction);
  return local === null ? null : instantOf(local, offset);
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, by their size. */
export function epochMs(value: number): number {
  const size = Math.abs(value);
  if (size < 1e11) return value * 1_000;
  if (size < 1e14) return value;
  return size < 1e17 ? value / 1_000 : value / 1e6;
}

type Part = string | undefined;

/** A wall time as if it were UTC; null if there is no such day or hour. */
function wall(
  year: Part,
  month: Part,
  day: Part,
  hour: Part = '0',
  minute: Part = '0',
  second: Part = '0',
  fraction: Part = '0',
): number | null {
  const [mo, d, h, mi, s] = [month, day, hour, minute, second].map(Number) as number[];
  const date = new Date(0);
  date.setUTCFullYear(Number(year), mo! - 1, d);
  if (date.getUTCMonth() !== mo! - 1 || date.getUTCDate() !== d) return null;
  if (h! > 24 || mi! > 59 || s! > 60) return null;
  return (
    date.getTime() +
    h! * 3_600_000 +
    mi! * 60_000 +
    s! * 1_000 +
    Math.floor(Number(`0.${fraction}`) * 1_000)
  );
}

function offsetMs(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

/** strftime's letters as the words of other formats. */
const PERCENT: Readonly<Record<string, string>> = {
  ...{ Y: 'yyyy', y: 'yy', m: 'MM', d: 'dd', H: 'HH', I: 'hh', M: 'mm', S: 'ss', f: 'SSS' },
  ...{ p: 'a', z: 'Z', e: 'd' },
};

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<short>\\d\\d)',
  MM: '(?<month>\\d\\d?)',
  M: '(?<month>\\d\\d?)',
  dd: '(?<day>\\d\\d?)',
  d: '(?<day>\\d\\d?)',
  HH: '(?<hour>\\d\\d?)',
  H: '(?<hour>\\d\\d?)',
  hh: '(?<half>\\d\\d?)',
  h: '(?<half>\\d\\d?)',
  mm: '(?<minute>\\d\\d?)',
  m: '(?<minute>\\d\\d?)',
  ss: '(?<second>\\d\\d?)',
  s: '(?<second>\\d\\d?)',
  SSS: '(?<fraction>\\d{1,9})',
  a: '(?<noon>[AaPp]\\.?[Mm]\\.?)',
  Z: '(?<zone>[Zz]|[+-]\\d\\d:?\\d\\d)',
};

/** @throws RangeError if the format does not say year, month and day */
function formatReader(format: string, offset: ZoneOffset): TimeReader {
  const plain = format.replace(/%(.)/g, (whole, letter: string) =>
    Object.hasOwn(PERCENT, letter) ? PERCENT[letter]! : whole,
  );
  const source = plain.replace(
    /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|a|Z|'[^']*'|[\s\S]/g,
    (token) => TOKENS[token] ?? escaped(token.replace(/^'(.*)'$/s, '$1')),
  );
  if (!/<(?:year|short)>/.test(source) || !source.includes('<month>') || !source.includes('<day>'))
    throw new RangeError(`${JSON.stringify(format)} does not say year, month and day`);
  const pattern = compiled(source, format);
  return (text) => {
    const found = pattern.exec(text)?.groups;
    if (found === undefined) return null;
    const { year, short, month, day, hour, half, minute, second, fraction, noon, zone } = found;
    const century = Number(short) < 70 ? '20' : '19';
    const hours =
      half === undefined ? hour : String((Number(half) % 12) + (/^p/i.test(noon ?? '') ? 12 : 0));
    const local = wall(year ?? `${century}${short}`, month, day, hours, minute, second, fraction);
    if (local === null) return null;
    return zone === undefined ? instantOf(local, offset) : local - offsetMs(zone);
  };
}

function compiled(source: string, format: string): RegExp {
  try {
    return new RegExp(`^${source}$`);
  } catch {
    throw new RangeError(`${JSON.stringify(format)} says something twice`);
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
