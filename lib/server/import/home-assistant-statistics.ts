import type Sqlite from 'better-sqlite3';
import { converter } from '../../domain/import/convert.ts';
import { type ForeignEntity, isTime } from '../../domain/import/foreign.ts';
import { domainOf, ruleOf } from '../../domain/import/home-assistant.ts';
import { lastResets } from '../../domain/import/last-reset.ts';
import { statisticReading } from '../../domain/import/statistics.ts';
import type { Faults } from './faults.ts';
import type { Contents, HaRow } from './home-assistant-readings.ts';
import type { HaTables } from './home-assistant-tables.ts';

type Row = {
  readonly start: number | null;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly state: number | null;
  readonly sum: number | null;
  /** When it began anew, in seconds. */
  readonly reset: number | null;
};

const HOUR_MS = 3_600_000;
const FIVE_MINUTES_MS = 300_000;

/**
 * The statistics of an entity where it has no states, in order of time: hours, and behind the last whole one
 * spans of five minutes.
 */
export function* statisticsOfEntity(
  db: Sqlite.Database,
  tables: HaTables,
  { id, metadata, hasStates, statistics: own }: Contents,
  entity: ForeignEntity,
  faults: Faults,
): Generator<HaRow, void> {
  if (own === null || ruleOf(domainOf(id))?.main !== 'value') return;
  const convert = converter(own.unit, entity.unit);
  if (convert === null) {
    faults.add(`statistics in ${own.unit} do not convert into ${entity.unit}`, id);
    return;
  }
  const rowsOf = (sql: string) => db.prepare(sql).iterate({ key: own.key }) as Iterable<Row>;
  const states =
    tables.stateHours === null || !hasStates
      ? NO_STATES
      : statesOf(
          db.prepare(tables.stateHours).all({ metadata, entity: id }) as StateHour[],
          tables.statistics === null ? [] : rowsOf(tables.statistics),
        );
  const resetAt = lastResets(entity);
  let from = Number.NEGATIVE_INFINITY;
  for (const [sql, spanMs] of [
    [tables.statistics, HOUR_MS],
    [tables.shortTerm, FIVE_MINUTES_MS],
  ] as const) {
    if (sql === null) continue;
    for (const row of rowsOf(sql)) {
      const start = timeOf(row);
      if (!isTime(start)) {
        faults.add('its time cannot be read', id);
        continue;
      }
      const to = start + spanMs;
      const isWanted = to <= states.begin || (start < states.lostUntil && !states.in(start));
      if (start < from || !isWanted) continue;
      from = to;
      const reading = statisticReading({ ...row, start }, spanMs, convert);
      if (reading === null) continue;
      const reset = row.reset === null ? Number.NaN : Math.round(row.reset * 1_000);
      const { at } = reading;
      const told = [
        ...resetAt(Math.min(at, Math.max(start, reset)), reset),
        { entity, property: 'value', ...reading },
      ];
      yield { from: 'statistics', told, at };
    }
  }
}

const timeOf = ({ start }: Row): number => Math.round((start ?? Number.NaN) * 1_000);

type StateHour = { readonly hour: number; readonly first: number };
type States = {
  /** The first of all, epoch ms. */
  readonly begin: number;
  /** Up to here states have been lost in between. */
  readonly lostUntil: number;
  /** Whether there are some in the hour that a moment lies in. */
  in(at: number): boolean;
};

const NO_STATES: States = {
  begin: Number.POSITIVE_INFINITY,
  lostUntil: Number.NEGATIVE_INFINITY,
  in: () => false,
};

/**
 * When an entity has states. One with a wrong time, or left over from long ago, must not take the place of
 * years of statistics: where these have moved and no state tells of it, states have been lost.
 */
function statesOf(hours: readonly StateHour[], statistics: Iterable<Row>): States {
  if (hours.length === 0) return NO_STATES;
  const begin = Math.round(
    hours.reduce((least, { first }) => Math.min(least, first), Infinity) * 1_000,
  );
  const known = new Set(hours.map(({ hour }) => hour));
  const has = (at: number) => known.has(Math.floor(at / HOUR_MS));
  let lostUntil = Number.NEGATIVE_INFINITY;
  let last: Row | null = null;
  for (const row of statistics) {
    const start = timeOf(row);
    if (start >= begin && !has(start) && hasMoved(row, last)) lostUntil = start + HOUR_MS;
    last = row;
  }
  return { begin, lostUntil, in: has };
}

const hasMoved = ({ mean, min, max, state, sum }: Row, last: Row | null): boolean =>
  mean === null
    ? last !== null && (state !== last.state || sum !== last.sum)
    : min !== null && max !== null && min < max;
