import { TemplateError } from './limits.ts';
import { type Moment, moment, offsetText, pad, parseOffset } from './moment.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Python's strftime in the C locale; `%-d` drops the padding. Unknown directives stay as they are. */
export function strftime(at: Moment, format: string): string {
  const f = at.fields();
  const hour12 = f.hour % 12 === 0 ? 12 : f.hour % 12;
  return format.replace(/%([-_]?)([a-zA-Z%])/g, (whole, flag: string, directive: string) => {
    const number = (value: number, width = 2): string =>
      flag === '-'
        ? String(value)
        : flag === '_'
          ? String(value).padStart(width)
          : pad(value, width);
    switch (directive) {
      case 'Y':
        return String(f.year);
      case 'y':
        return number(f.year % 100);
      case 'm':
        return number(f.month);
      case 'd':
        return number(f.day);
      case 'e':
        return String(f.day).padStart(2);
      case 'H':
        return number(f.hour);
      case 'I':
        return number(hour12);
      case 'M':
        return number(f.minute);
      case 'S':
        return number(f.second);
      case 'f':
        return pad(f.microsecond, 6);
      case 'j':
        return number(f.dayOfYear, 3);
      case 'p':
        return f.hour < 12 ? 'AM' : 'PM';
      case 'a':
        return DAYS[f.weekday]!.slice(0, 3);
      case 'A':
        return DAYS[f.weekday]!;
      case 'b':
      case 'h':
        return MONTHS[f.month - 1]!.slice(0, 3);
      case 'B':
        return MONTHS[f.month - 1]!;
      case 'w':
        return String((f.weekday + 1) % 7);
      case 'u':
        return String(f.weekday + 1);
      case 'W':
        return number(Math.floor((f.dayOfYear + 6 - f.weekday) / 7));
      case 'U':
        return number(Math.floor((f.dayOfYear + 6 - ((f.weekday + 1) % 7)) / 7));
      case 'V':
        return number(isoWeek(at).week);
      case 'G':
        return String(isoWeek(at).year);
      case 'z':
        return offsetText(at.offsetMinutes, '');
      case 'Z':
        return at.offsetMinutes === 0 ? 'UTC' : offsetText(at.offsetMinutes, ':');
      case 's':
        return String(Math.floor((at.wall - (at.offsetMinutes ?? 0) * 60_000) / 1000));
      case 'F':
        return strftime(at, '%Y-%m-%d');
      case 'T':
      case 'X':
        return strftime(at, '%H:%M:%S');
      case 'R':
        return strftime(at, '%H:%M');
      case 'D':
      case 'x':
        return strftime(at, '%m/%d/%y');
      case 'c':
        return strftime(at, '%a %b %e %H:%M:%S %Y');
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '%':
        return '%';
      default:
        return whole;
    }
  });
}

/** Year and week by ISO 8601: the week belongs to the year of its Thursday. */
export function isoWeek(at: Moment): { year: number; week: number } {
  const { weekday } = at.fields();
  const thursday = new Date(at.wall + (3 - weekday) * 86_400_000);
  const year = thursday.getUTCFullYear();
  const day = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000);
  return { year, week: Math.floor(day / 7) + 1 };
}

const PATTERNS: Readonly<Record<string, string>> = {
  Y: '(\\d{4})',
  m: '(\\d{1,2})',
  d: '(\\d{1,2})',
  H: '(\\d{1,2})',
  I: '(\\d{1,2})',
  M: '(\\d{1,2})',
  S: '(\\d{1,2})',
  y: '(\\d{2})',
  f: '(\\d{1,6})',
  z: '(Z|[+-]\\d{2}:?\\d{2})',
  Z: '(UTC|GMT)',
  p: '(AM|PM)',
  a: '([A-Za-z]{3})',
  A: '([A-Za-z]{6,9})',
  b: '([A-Za-z]{3})',
  B: '([A-Za-z]{3,9})',
  j: '(\\d{1,3})',
};

/** Python's strptime; null if the text is not of that form. */
export function strptime(text: string, format: string): Moment | null {
  if (text.length > 200 || format.length > 100) return null;
  const order: string[] = [];
  const source = format
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%T/g, '%H:%M:%S')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/%(.)/g, (_, directive: string) => {
      if (directive === '%') return '%';
      const pattern = PATTERNS[directive];
      if (pattern === undefined) throw new TemplateError(`strptime does not know %${directive}`);
      order.push(directive);
      return pattern;
    });
  const match = new RegExp(`^${source}$`, 'i').exec(text);
  if (match === null) return null;
  const found = new Map(order.map((directive, i) => [directive, match[i + 1]!]));
  const number = (directive: string, otherwise: number): number =>
    found.has(directive) ? Number(found.get(directive)) : otherwise;
  const short = number('y', -1);
  const year = short < 0 ? number('Y', 1900) : short + (short < 69 ? 2000 : 1900);
  const name = (found.get('b') ?? found.get('B'))?.slice(0, 3).toLowerCase();
  const named = MONTHS.findIndex((month) => month.slice(0, 3).toLowerCase() === name) + 1;
  const half = found.get('p')?.toUpperCase();
  const hour = found.has('I') ? (number('I', 12) % 12) + (half === 'PM' ? 12 : 0) : number('H', 0);
  return moment({
    year,
    month: named > 0 ? named : number('m', 1),
    day: number('d', 1),
    hour,
    minute: number('M', 0),
    second: number('S', 0),
    ms: Number(`0.${found.get('f') ?? '0'}`) * 1000,
    offsetMinutes: found.has('Z') ? 0 : parseOffset(found.get('z')),
  });
}
