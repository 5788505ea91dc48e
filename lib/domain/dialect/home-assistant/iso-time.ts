const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T\s])/;
const TIME =
  /(?:^|[T\s])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s*(am|pm)?\s*(z|[+-]\d\d:?\d\d|[+-]\d\d)?$/i;
const MAX_LENGTH = 64;

const two = (value: number): string => String(value).padStart(2, '0');

/** The date of an ISO date or date and time as `2026-03-01`; null if there is no such day. */
export function parseDate(text: string): string | null {
  const found = text.length > MAX_LENGTH ? null : DATE.exec(text);
  if (found === null) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const instant = new Date(Date.UTC(year, month - 1, day));
  // Years below 100 mean another century to Date.UTC, and days too many another month.
  if (instant.getUTCFullYear() !== year || instant.getUTCDate() !== day) return null;
  if (instant.getUTCMonth() !== month - 1) return null;
  return `${found[1]}-${two(month)}-${two(day)}`;
}

/** The time of a time, or of a date and time, as `13:05:00`; also `1:05 pm`. null if it is none. */
export function parseTime(text: string): string | null {
  return timeOf(text)?.time ?? null;
}

/**
 * A date and time as `2026-03-01T13:05:00+00:00`, in UTC if it names an offset, so that two ways of
 * writing one instant are equal; without an offset it stays the device's own time. null if it is none.
 */
export function parseDateTime(text: string): string | null {
  const date = parseDate(text);
  const time = timeOf(text);
  if (date === null || time === null) return null;
  const local = `${date}T${time.time}`;
  if (time.offsetMinutes === null) return local;
  const instant = new Date(Date.parse(`${local}Z`) - time.offsetMinutes * 60_000);
  return Number.isNaN(instant.getTime()) ? null : `${instant.toISOString().slice(0, -5)}+00:00`;
}

function timeOf(text: string): { time: string; offsetMinutes: number | null } | null {
  const found = text.length > MAX_LENGTH ? null : TIME.exec(text);
  if (found === null) return null;
  const [, hours = '', minutes = '', seconds = '0', half, zone] = found;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const time = `${two(hour)}:${minutes}:${two(Number(seconds))}`;
  return { time, offsetMinutes: zone === undefined ? null : offsetOf(zone) };
}

function offsetOf(zone: string): number {
  if (zone.toLowerCase() === 'z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', ''))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
