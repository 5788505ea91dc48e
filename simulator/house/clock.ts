export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The home's wall clock. A day is numbered by its local date: days since 1970-01-01. */
export type Clock = {
  day(t: number): number;
  /** Epoch ms at which the wall clock of `day` shows `hour` (a decimal; 25 is one in the next night). */
  at(day: number, hour: number): number;
  /** Hour of the local day, 0 ≤ h < 24, as a decimal. */
  hour(t: number): number;
  /** 0 on the first of January. */
  dayOfYear(day: number): number;
  /** 0 = Sunday. */
  weekday(day: number): number;
};

/** @throws RangeError if `timeZone` is no IANA name. */
export function createClock(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  // The year of a simulated past asks this some ten million times. No zone changes its offset within
  // a quarter of an hour, and a day that begins and ends with the same one has kept it.
  const slots = new Map<number, number>();
  const inSlot = (t: number) => {
    const slot = Math.floor(t / (15 * MINUTE));
    const known = slots.get(slot);
    if (known !== undefined) return known;
    const found = readOffset(format, slot * 15 * MINUTE);
    slots.set(slot, found);
    return found;
  };
  const days = new Map<number, number | null>();
  const ofDay = (day: number) => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const [begin, end] = [inSlot(day * DAY), inSlot((day + 1) * DAY)];
    const found = begin === end ? begin : null;
    days.set(day, found);
    return found;
  };
  const offset = (t: number) => ofDay(Math.floor(t / DAY)) ?? inSlot(t);
  const yearDays = new Map<number, number>();
  return {
    day: (t) => Math.floor((t + offset(t)) / DAY),
    at(day, hour) {
      const wall = day * DAY + hour * HOUR;
      const guess = wall - offset(wall);
      return wall - offset(guess);
    },
    hour(t) {
      const wall = t + offset(t);
      return (wall - Math.floor(wall / DAY) * DAY) / HOUR;
    },
    dayOfYear(day) {
      const known = yearDays.get(day);
      if (known !== undefined) return known;
      const found = day - Date.UTC(new Date(day * DAY).getUTCFullYear(), 0, 1) / DAY;
      yearDays.set(day, found);
      return found;
    },
    weekday: (day) => new Date(day * DAY).getUTCDay(),
  };
}

function readOffset(format: Intl.DateTimeFormat, t: number): number {
  const name = format.formatToParts(t).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const found = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
  if (!found) return 0;
  const [, sign, hours, minutes, seconds] = found;
  const size = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds ?? 0) * 1000;
  return sign === '-' ? -size : size;
}
