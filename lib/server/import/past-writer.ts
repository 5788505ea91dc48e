import type { Entity } from '../../domain/entity/entity.ts';
import { converter } from '../../domain/import/convert.ts';
import type { ForeignReading } from '../../domain/import/foreign.ts';
import type { Imported, PastReading } from '../db/history/import.ts';
import type { HistoryStore } from '../db/history.ts';
import { createCoarse } from './coarse.ts';
import type { Faults } from './faults.ts';
import type { Resolver } from './resolver.ts';

/** What has come of one entity. */
export type EntityCount = {
  readonly entity: Entity;
  /** Readings in the source, within the span that is wanted. */
  readings: number;
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

/** Before all that was ever heard: what is brought in is no news. */
const SEQ = 0;

/** Stores foreign readings under our names. */
export function pastWriter({ history, resolver, faults, span, now }: Parts) {
  const counts = new Map<string, EntityCount>();
  const coarse = createCoarse(history);

  /** A reading in our terms; null: it is not wanted, or cannot be. */
  function ours({ entity: foreign, property, at, value }: ForeignReading): PastReading | null {
    if (at < span.from || at >= span.to) return null;
    const resolved = resolver.of(foreign);
    if (resolved === null) return null;
    const { entity } = resolved.match;
    if (property !== 'value' || typeof value !== 'number' || foreign.unit === entity.unit)
      return { entityId: entity.id, property, at, value };
    const convert = converter(foreign.unit, entity.unit);
    if (convert !== null) return { entityId: entity.id, property, at, value: convert(value) };
    faults.add(`${foreign.unit} does not convert into ${entity.unit} of ${entity.id}`, foreign.id);
    return null;
  }

  function count(foreign: ForeignReading, { entityId, at }: PastReading): void {
    const known = counts.get(entityId);
    if (known === undefined) {
      const entity = resolver.of(foreign.entity)!.match.entity;
      counts.set(entityId, { entity, readings: 1, from: at, to: at });
      return;
    }
    known.readings++;
    known.from = Math.min(known.from, at);
    known.to = Math.max(known.to, at);
  }

  /** What would be stored, in order of time for each series. */
  async function translate(readings: readonly ForeignReading[]): Promise<PastReading[]> {
    const wanted = await coarse.filter(readings, (reading) => {
      const match = resolver.of(reading.entity)?.match;
      return match?.type === 'known' ? match.entity.id : null;
    });
    const series = new Map<string, PastReading[]>();
    for (const foreign of wanted) {
      const reading = ours(foreign);
      if (reading === null) continue;
      count(foreign, reading);
      const key = `${reading.entityId}\n${reading.property}`;
      const own = series.get(key);
      if (own === undefined) series.set(key, [reading]);
      else own.push(reading);
    }
    return [...series.values()].flatMap(inOrder);
  }

  return {
    counts: (): readonly EntityCount[] => [...counts.values()],

    /** Only counts what would come. */
    async preview(readings: readonly ForeignReading[]): Promise<void> {
      await translate(readings);
    },

    async write(readings: readonly ForeignReading[]): Promise<Imported> {
      const rows = await translate(readings);
      const news = resolver.takeNews();
      if (rows.length === 0 && news.entities.length === 0) return { stored: 0, known: 0 };
      const past = history.import(SEQ, { idempotent: true });
      await past.add({ now: now(), rows, ...news });
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
