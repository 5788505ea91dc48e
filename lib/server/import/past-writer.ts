import type { Entity } from '../../domain/entity/entity.ts';
import { converter } from '../../domain/import/convert.ts';
import type { ForeignReading } from '../../domain/import/foreign.ts';
import type { Imported, PastHour, PastReading } from '../db/history/chunks/import.ts';
import type { HistoryStore } from '../db/history.ts';
import { createCoarse } from './coarse.ts';
import type { Faults } from './faults.ts';
import type { Resolver } from './resolver.ts';

/** What has come of one entity. */
export type EntityCount = {
  readonly entity: Entity;
  /** Readings in the source, within the span that is wanted. */
  readings: number;
  /** Those of them that are hours with a least, a mean and a greatest value. */
  hours: number;
  /** The first and the last, epoch ms. */
  from: number;
  to: number;
};

type Parts = {
  readonly history: HistoryStore;
  readonly resolver: Resolver;
  readonly faults: Faults;
  /** Epoch ms: what lies outside is left out. */
  readonly span: { readonly from: number; readonly to: number };
  readonly now: () => number;
};

/** A reading; of an hour also its statistic, which is kept instead. */
type Ours = { readonly row: PastReading; readonly hour: PastHour | null };

/** Before all that was ever heard: what is brought in is no news. */
const SEQ = 0;

/** Stores foreign readings under our names. */
export function pastWriter({ history, resolver, faults, span, now }: Parts) {
  const counts = new Map<string, EntityCount>();
  const coarse = createCoarse(history);

  /** A reading in our terms; null: it is not wanted, or cannot be. */
  function ours(reading: ForeignReading): Ours | null {
    const { entity: foreign, property, at, value, stands } = reading;
    if (at < span.from || at >= span.to) return null;
    const resolved = resolver.of(foreign);
    if (resolved === null) return null;
    const { entity } = resolved.match;
    const row = { entityId: entity.id, property, at, value };
    if (property !== 'value' || typeof value !== 'number') return { row, hour: null };
    const convert = converter(foreign.unit, entity.unit);
    if (convert === null) {
      faults.add(
        `${foreign.unit} does not convert into ${entity.unit} of ${entity.id}`,
        foreign.id,
      );
      return null;
    }
    const mean = convert(value);
    const ends = stands?.between
      ? [convert(stands.between.min), convert(stands.between.max)]
      : null;
    return {
      row: { ...row, value: mean },
      hour:
        ends === null
          ? null
          : {
              entityId: entity.id,
              property,
              start: at,
              mean,
              min: Math.min(...ends),
              max: Math.max(...ends),
            },
    };
  }

  function count(foreign: ForeignReading, { row: { entityId, at }, hour }: Ours): void {
    const known = counts.get(entityId);
    const hours = hour === null ? 0 : 1;
    if (known === undefined) {
      const entity = resolver.of(foreign.entity)!.match.entity;
      counts.set(entityId, { entity, readings: 1, hours, from: at, to: at });
      return;
    }
    known.readings++;
    known.hours += hours;
    known.from = Math.min(known.from, at);
    known.to = Math.max(known.to, at);
  }

  /** What would be stored, in order of time for each series. */
  async function translate(readings: readonly ForeignReading[]) {
    const wanted = await coarse.filter(readings, (reading) => {
      const match = resolver.of(reading.entity)?.match;
      return match?.type === 'known' ? match.entity.id : null;
    });
    const series = new Map<string, PastReading[]>();
    const hours: PastHour[] = [];
    for (const foreign of wanted) {
      const found = ours(foreign);
      if (found === null) continue;
      count(foreign, found);
      const { row: reading, hour } = found;
      if (hour !== null) {
        hours.push(hour);
        continue;
      }
      const key = `${reading.entityId}\n${reading.property}`;
      const own = series.get(key);
      if (own === undefined) series.set(key, [reading]);
      else own.push(reading);
    }
    return { rows: [...series.values()].flatMap(inOrder), hours };
  }

  return {
    counts: (): readonly EntityCount[] => [...counts.values()],

    /** Only counts what would come. */
    async preview(readings: readonly ForeignReading[]): Promise<void> {
      await translate(readings);
    },

    async write(readings: readonly ForeignReading[]): Promise<Imported> {
      const { rows, hours } = await translate(readings);
      const news = resolver.takeNews();
      if (rows.length + hours.length === 0 && news.entities.length === 0)
        return { stored: 0, known: 0 };
      const past = history.import(SEQ, { idempotent: true });
      await past.add({ now: now(), rows, hours, ...news });
      return past.end();
    },
  };
}

export type PastWriter = ReturnType<typeof pastWriter>;

/** Sorted only where the source was not; readings of one moment keep their order. */
function inOrder(readings: PastReading[]): PastReading[] {
  for (let i = 1; i < readings.length; i++)
    if (readings[i]!.at < readings[i - 1]!.at) return readings.sort((a, b) => a.at - b.at);
  return readings;
}
