import { TemplateError } from './limits.ts';

const DAY = 86_400_000;

/** Python's datetime (`date` if `type` says so): an instant, and how far its clock is from UTC. */
export class Moment {
  readonly type: string;

  /** `wall` is epoch ms of the clock's reading as if it were UTC; offset null: naive. */
  constructor(
    readonly wall: number,
    readonly offsetMinutes: number | null,
    readonly dateOnly = false,
  ) {
    if (!(Math.abs(wall) < 8.64e15)) throw new TemplateError('the time is out of range');
    this.type = dateOnly ? 'date' : 'datetime';
  }

  static at(epochMs: number, offsetMinutes: number): Moment {
    return new Moment(epochMs + offsetMinutes * 60_000, offsetMinutes);
  }

  /** Epoch ms; a naive time is taken as one of the home's clock. */
  epochMs(homeOffset: (at: number) => number): number {
    const offset = this.offsetMinutes ?? homeOffset(this.wall - homeOffset(this.wall) * 60_000);
    return this.wall - offset * 60_000;
  }

  compare(other: Moment): number {
    if ((this.offsetMinutes === null) !== (other.offsetMinutes === null)) {
      throw new TemplateError('no order between naive and aware times');
    }
    const [a, b] = [this, other].map((one) => one.wall - (one.offsetMinutes ?? 0) * 60_000);
    return a! - b!;
  }

  fields() {
    const date = new Date(Math.floor(this.wall));
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      microsecond: Math.round((this.wall - Math.floor(this.wall / 1000) * 1000) * 1000) % 1_000_000,
      /** Monday is 0. */
      weekday: (date.getUTCDay() + 6) % 7,
      dayOfYear: Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1,
    };
  }

  isoformat(separator = 'T'): string {
    const f = this.fields();
    const day = `${pad(f.year, 4)}-${pad(f.month)}-${pad(f.day)}`;
    if (this.dateOnly) return day;
    const fraction = f.microsecond === 0 ? '' : `.${pad(f.microsecond, 6)}`;
    const time = `${pad(f.hour)}:${pad(f.minute)}:${pad(f.second)}${fraction}`;
    return day + separator + time + offsetText(this.offsetMinutes, ':');
  }

  text(): string {
    return this.isoformat(' ');
  }

  repr(): string {
    return `${this.type}(${this.isoformat()})`;
  }
}

/** Python's timedelta. */
export class Span {
  readonly type = 'timedelta';

  constructor(readonly ms: number) {
    if (!(Math.abs(ms) < 8.64e15)) throw new TemplateError('the time span is out of range');
  }

  text(): string {
    const days = Math.floor(this.ms / DAY);
    const rest = this.ms - days * DAY;
    const micro = Math.round((rest % 1000) * 1000);
    const time = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1000) % 60].map(Math.floor);
    const clock = `${time[0]}:${pad(time[1]!)}:${pad(time[2]!)}`;
    const fraction = micro === 0 ? '' : `.${pad(micro, 6)}`;
    const day = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
    return day + clock + fraction;
  }

  repr(): string {
    return `timedelta(${this.text()})`;
  }
}

export const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** `+02:00`; empty for a naive time. */
export function offsetText(minutes: number | null, separator: string): string {
  if (minutes === null) return '';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${separator}${pad(size % 60)}`;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Reads an ISO 8601 time; null if it is none. Without an offset it is naive. */
export function parseIso(text: string): Moment | null {
  const match = ISO.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  const fraction = Number(`0.${match[7] ?? '0'}`) * 1000;
  return moment({
    year: year!,
    month: month!,
    day: day!,
    hour: hour || 0,
    minute: minute || 0,
    second: second || 0,
    ms: fraction,
    offsetMinutes: parseOffset(match[8]),
  });
}

export function parseOffset(text: string | undefined): number | null {
  if (text === undefined) return null;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

/** A time from its parts; null if there is no such date or hour. */
export function moment(parts: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
  readonly offsetMinutes: number | null;
}): Moment | null {
  const { year, month, day, hour, minute, second, ms } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(wall);
  const same =
    back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  if (!same || hour > 23 || minute > 59 || second > 59 || hour < 0 || minute < 0) return null;
  return new Moment(wall + ms, parts.offsetMinutes);
}
