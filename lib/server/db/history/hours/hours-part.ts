import { detailsWithin } from './hour-details.ts';
import { HOUR_MS } from './hours.ts';
import type { Hours } from './join-hours.ts';

/** Some of the hours of a chunk, from one (included) to another (excluded); there is at least one. */
export function hoursPart({ hours, start, end }: Hours, from: number, to: number): Hours {
  const column = (values: Float64Array) => values.slice(from, to);
  return {
    start: Math.max(start, hours.start[from]!),
    end: Math.min(end, hours.start[to - 1]! + HOUR_MS - 1),
    hours: {
      hours: to - from,
      start: column(hours.start),
      count: column(hours.count),
      min: column(hours.min),
      max: column(hours.max),
      area: column(hours.area),
      known: column(hours.known),
      first: column(hours.first),
      last: column(hours.last),
      firstText: hours.firstText?.slice(from, to) ?? null,
      lastText: hours.lastText?.slice(from, to) ?? null,
      details: hours.details && detailsWithin(hours.details, from, to),
    },
  };
}
