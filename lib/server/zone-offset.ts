import type { ZoneOffset } from '../domain/history/zone.ts';

/** No zone has ever changed its clocks within a quarter of an hour of UTC. */
const STEP_MS = 900_000;
const MAX_KNOWN = 200_000;

/** The offset of an IANA zone by Node's own time zone data. */
export function zoneOffset(timeZone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const known = new Map<number, number>();
  return (at) => {
    const step = Math.floor(at / STEP_MS);
    const cached = known.get(step);
    if (cached !== undefined) return cached;
    const offset = compute(format, step * STEP_MS);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(step, offset);
    return offset;
  };
}

function compute(format: Intl.DateTimeFormat, at: number): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era')?.startsWith('B') ? 1 - part('year') : part('year');
  const local = new Date(0);
  local.setUTCFullYear(year, part('month') - 1, part('day'));
  local.setUTCHours(part('hour'), part('minute'), part('second'));
  return local.getTime() - at;
}
