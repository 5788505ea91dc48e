import { type Resolution, WIDTH_MS } from './resolution.ts';
import { instantOf, type ZoneOffset } from './zone.ts';

const DAY = 86_400_000;

/**
 * The edges of the buckets that cover [from, to): the first is at or before `from`, the last at or
 * after `to`, each bucket runs from one edge to the next. Edges stand where the home's clocks show
 * a round time, so a day has 23 or 25 hours when they change, and in a zone of half hours an
 * hour begins at its own half. Weeks begin on Monday.
 */
export function bucketEdges(
  resolution: Resolution,
  from: number,
  to: number,
  offset: ZoneOffset,
): number[] {
  const step = stepper(resolution, offset);
  const edges = [step.start(from)];
  for (let edge = edges[0]!; edge < to || edges.length < 2; ) {
    edge = step.next(edge);
    edges.push(edge);
  }
  return edges;
}

type Stepper = {
  /** The last edge at or before an instant. */
  start(at: number): number;
  /** The first edge after an edge. */
  next(edge: number): number;
};

function stepper(resolution: Resolution, offset: ZoneOffset): Stepper {
  switch (resolution) {
    case '1s':
    case '10s':
    case '1m':
    case '5m':
    case '15m':
    case '30m':
    case '1h':
      return clock(WIDTH_MS[resolution], offset);
    case '2h':
    case '3h':
    case '6h':
    case '12h':
    case '1d':
      return calendar(
        (local) => floorTo(local, WIDTH_MS[resolution]),
        (local) => local + WIDTH_MS[resolution],
        offset,
      );
    case '1w':
      // Wall time 0 was a Thursday, so Mondays lie four days off the multiples of a week.
      return calendar(
        (local) => floorTo(local - 4 * DAY, 7 * DAY) + 4 * DAY,
        (local) => local + 7 * DAY,
        offset,
      );
    case '1mo':
      return calendar(
        (local) => month(local, 0),
        (local) => month(local, 1),
        offset,
      );
  }
}

/**
 * Buckets up to an hour are counted in real time: when clocks go back, the hour that comes twice
 * is two buckets. Each edge goes by the offset of the edge before it, so a jump of half an hour
 * makes one short bucket and never an overlap.
 */
function clock(widthMs: number, offset: ZoneOffset): Stepper {
  const floor = (at: number) => floorTo(at + offset(at), widthMs) - offset(at);
  const next = (edge: number) => floor(edge) + widthMs;
  return {
    start(at) {
      let edge = floor(at);
      if (offset(edge) === offset(at)) return edge;
      // The clocks have changed in between, so the edges come from before the change.
      edge = floor(edge);
      for (let after = next(edge); after <= at; after = next(edge)) edge = after;
      return edge;
    },
    next,
  };
}

/** Longer ones are counted on the calendar: edges are wall times, whatever lies between them. */
function calendar(
  floor: (local: number) => number,
  after: (local: number) => number,
  offset: ZoneOffset,
): Stepper {
  return {
    start: (at) => instantOf(floor(at + offset(at)), offset),
    next(edge) {
      // A whole day can be skipped (Samoa, 2011): then two wall times are one instant.
      for (let local = floor(edge + offset(edge)); ; ) {
        local = after(local);
        const instant = instantOf(local, offset);
        if (instant > edge) return instant;
      }
    },
  };
}

const floorTo = (value: number, step: number): number => Math.floor(value / step) * step;

function month(local: number, ahead: number): number {
  const date = new Date(local);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1);
}
