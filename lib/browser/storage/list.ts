import type { StorageSort, StoredSeriesOut } from '../../api/storage.ts';
import { fold, wordsTyped } from '../palette/words.ts';

/** All that is stored of one entity. */
export type StoredEntity = Pick<
  StoredSeriesOut,
  'name' | 'room' | 'kind' | 'deviceClass' | 'removed' | 'retention'
> & {
  readonly id: string;
  readonly readings: number;
  readonly bytes: number;
  readonly perDay: number;
  readonly perYear: number;
  /** Epoch ms; null: nothing yet. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Largest first. */
  readonly series: readonly StoredSeriesOut[];
};

/** Puts the series of each entity together. */
export function storedEntities(series: readonly StoredSeriesOut[]): readonly StoredEntity[] {
  const byEntity = new Map<string, StoredSeriesOut[]>();
  for (const one of series) {
    const own = byEntity.get(one.entity);
    if (own === undefined) byEntity.set(one.entity, [one]);
    else own.push(one);
  }
  return [...byEntity].map(([id, own]) => {
    const { name, room, kind, deviceClass, removed, retention } = own[0]!;
    const sum = (of: (one: StoredSeriesOut) => number) =>
      own.reduce((total, one) => total + of(one), 0);
    const times = (of: (one: StoredSeriesOut) => string | null) =>
      own.flatMap((one) => of(one) ?? []).map((at) => Date.parse(at));
    const [first, last] = [times(({ firstAt }) => firstAt), times(({ lastAt }) => lastAt)];
    return {
      id,
      name,
      room,
      kind,
      deviceClass,
      removed,
      retention,
      readings: sum(({ readings }) => readings),
      bytes: sum(({ bytes }) => bytes),
      perDay: sum(({ readingsPerDay }) => readingsPerDay),
      perYear: sum(({ bytesPerYear }) => bytesPerYear),
      firstAt: first.length === 0 ? null : Math.min(...first),
      lastAt: last.length === 0 ? null : Math.max(...last),
      series: [...own].sort((a, b) => b.bytes - a.bytes),
    };
  });
}

const FIGURE: Readonly<Record<Exclude<StorageSort, 'name'>, (one: StoredEntity) => number>> = {
  bytes: ({ bytes }) => bytes,
  readings: ({ readings }) => readings,
  rate: ({ perDay }) => perDay,
};

/** In the order asked for, the largest first, or by name. */
export function sortStored(
  entities: readonly StoredEntity[],
  sort: StorageSort,
): readonly StoredEntity[] {
  const byName = (a: StoredEntity, b: StoredEntity) =>
    a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
  if (sort === 'name') return [...entities].sort(byName);
  const of = FIGURE[sort];
  return [...entities].sort((a, b) => of(b) - of(a) || byName(a, b));
}

/** Those in whose name, room, kind or id all words of a search are found. */
export function searchStored(
  entities: readonly StoredEntity[],
  search: string,
): readonly StoredEntity[] {
  const wanted = wordsTyped(search);
  if (wanted.length === 0) return entities;
  return entities.filter(({ name, room, kind, deviceClass, id }) => {
    const told = fold([name, room, kind, deviceClass, id].join('\n'));
    return wanted.every((word) => told.includes(word));
  });
}
