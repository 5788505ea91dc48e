import type { Value } from '../../domain/entity/entity.ts';
import { HOUR_MS } from './append.ts';
import type { Database } from './client.ts';
import type { Dictionary } from './dictionary.ts';
import {
  fromRow,
  HOUR_COLUMNS,
  type HourRow,
  heldAfter,
  mergeStatistics,
  NO_STATISTIC,
  type Row,
  type Statistic,
  shown,
  statistic,
} from './hour-rows.ts';
import { askJson } from './json.ts';
import type { Series, SeriesIndex } from './series.ts';
import { restore } from './values.ts';

/** What a series did from `start` (included) to `end` (excluded), epoch ms. */
export type Bucket = {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** Over every value in force, also one that was held from before; null where none was known. */
  readonly min: number | null;
  readonly max: number | null;
  /** Weighted by time; of an on/off series the share of the time it was on. */
  readonly mean: number | null;
  readonly first: Value;
  readonly last: Value;
};

/** A stretch within one hour; a whole hour may have its statistics. */
type Piece = { readonly from: number; readonly to: number };

/** Sums up history, from hourly statistics where they are complete, else from the readings. */
export function summaryReader(db: Database, series: SeriesIndex, texts: Dictionary) {
  const statements = db.prisma;

  /** One statement, hence one moment: an hour that is being closed is in one of the two. */
  const hoursIn = async ({ id }: Series, from: number, to: number) => {
    const [row] = await statements.$queryRawUnsafe<{ hours: string; dirty: string }[]>(
      `SELECT (SELECT json_group_array(json_array(${HOUR_COLUMNS})) FROM hour
                WHERE series_id = ? AND start >= ? AND start < ?) AS hours,
              (SELECT json_group_array(start) FROM dirty_hour
                WHERE series_id = ? AND start >= ? AND start < ?) AS dirty`,
      ...[id, from, to],
      ...[id, from, to],
    );
    const dirty = new Set(JSON.parse(row?.dirty ?? '[]') as number[]);
    const hours = new Map<number, Statistic>();
    for (const hour of JSON.parse(row?.hours ?? '[]') as HourRow[]) {
      if (!dirty.has(hour[0])) hours.set(hour[0], fromRow(hour));
    }
    return { hours, dirty };
  };

  const rowsIn = async ({ id }: Series, spans: readonly (readonly [number, number])[]) =>
    (
      await askJson<[number, number | null, number | null]>(
        statements,
        `SELECT json_group_array(json_array(at, value, text)) AS json FROM (
           SELECT r.at, r.value, r.text FROM json_each(?) s
             CROSS JOIN reading r ON r.series_id = ? AND r.at >= s.value ->> 0 AND r.at < s.value ->> 1
            ORDER BY s.key, r.at, r.seq)`,
        JSON.stringify(spans),
        id,
      )
    ).map(([at, value, text]): Row => ({ at, value, text }));

  return {
    /**
     * One bucket between each edge and the next, edges in rising order. Nothing is known beyond `now`,
     * so a value is held no longer than that.
     */
    async summaries(
      entityId: string,
      property: string,
      edges: readonly number[],
      now: number,
    ): Promise<Bucket[]> {
      const spans = edges.slice(1).map((end, i) => ({ start: edges[i]!, end }));
      const own = await series.find(statements, { entityId, property });
      if (own === null || spans.length === 0) {
        return spans.map((span) => ({ ...span, ...shown(NO_STATISTIC), first: null, last: null }));
      }
      const [from, to] = [edges[0]!, Math.min(edges.at(-1)!, Math.max(now, edges[0]!))];
      const pieces = spans.map((span) => piecesOf(span.start, Math.min(span.end, to)));
      const whole = pieces.flat().filter((piece) => piece.to - piece.from === HOUR_MS);
      const { hours, dirty } =
        whole.length > 0
          ? await hoursIn(own, from, to)
          : { hours: new Map<number, Statistic>(), dirty: new Set<number>() };
      // An hour without statistics that is not dirty had no reading, so it need not be read.
      const unread = (piece: Piece) => piece.to - piece.from < HOUR_MS || dirty.has(piece.from);
      const rows = await rowsIn(own, joined(pieces.flat().filter(unread)));
      let held = await heldBefore(own, from);
      let next = 0;
      const statistics = pieces.map((parts) => {
        const statisticsOfParts = parts.map((piece) => {
          const begin = next;
          if (unread(piece)) while (next < rows.length && rows[next]!.at < piece.to) next++;
          const part =
            (unread(piece) ? undefined : hours.get(piece.from)) ??
            statistic(rows.slice(begin, next), piece.from, piece.to, held);
          held = heldAfter(part, held);
          return part;
        });
        return mergeStatistics(statisticsOfParts);
      });
      const textOf = await texts.textsOf(
        statements,
        statistics.flatMap((s) => [s.firstText, s.lastText]),
      );
      return spans.map((span, i): Bucket => {
        const s = statistics[i]!;
        const first = restore({ value: s.first, text: textOf(s.firstText) }, own.type);
        const last = restore({ value: s.last, text: textOf(s.lastText) }, own.type);
        return { ...span, ...shown(s), first, last };
      });
    },
  };

  async function heldBefore({ id }: Series, at: number): Promise<number | null> {
    const [value] = await askJson<number | null>(
      statements,
      `SELECT json_array(value) AS json FROM reading WHERE series_id = ? AND at < ?
        ORDER BY at DESC, seq DESC LIMIT 1`,
      id,
      at,
    );
    return value ?? null;
  }
}

/** Cuts [from, to) at the full hours. */
function piecesOf(from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = from; at < to; ) {
    const end = Math.min(to, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
    pieces.push({ from: at, to: end });
    at = end;
  }
  return pieces;
}

/** Adjacent pieces as one span, so that a day of raw readings is one range of the index. */
function joined(pieces: readonly Piece[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const { from, to } of pieces) {
    const last = spans.at(-1);
    if (last?.[1] === from) last[1] = to;
    else spans.push([from, to]);
  }
  return spans;
}
