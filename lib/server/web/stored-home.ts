import {
  countBetween,
  growthPerYear,
  readingsPerDay,
  sizeAfter,
} from '../../domain/history/forecast.ts';
import { type Policy, policyFor } from '../../domain/history/retention.ts';
import type { RetentionStore, StoredPolicy, StoredSubject } from '../db/retention.ts';
import type { Commit, StorageReader, StoredSeries } from '../db/storage.ts';
import { keepFresh } from './keep-fresh.ts';

/** One series with whose it is and how fast it grows. */
export type SizedSeries = StoredSeries & {
  readonly subject: StoredSubject;
  readonly perDay: number;
  readonly perYear: number;
};

/** What is stored, as it was at one moment. */
export type StoredHome = {
  /** Epoch ms. */
  readonly at: number;
  readonly series: readonly SizedSeries[];
  /** The database on disk; more than the series, which are not all that is in it. */
  readonly bytes: number;
  readonly free: number | null;
  readonly reusable: number | null;
  /** Readings that had been dropped by each policy. */
  readonly dropped: ReadonlyMap<string, number>;
  /** The commits that were not packed then begin here; null: there were none. */
  readonly unpackedFrom: number | null;
};

type Parts = {
  readonly storage: Pick<StorageReader, 'series' | 'disk' | 'commits'>;
  readonly retention: Pick<RetentionStore, 'all' | 'subjects'>;
  readonly now: () => number;
};

const SIZES_MS = 30_000;
const COMMITS_MS = 2_000;

export type StoredHomeKeeper = ReturnType<typeof keepStoredHome>;

/** Keeps at hand what is slow to look up of the store. */
export function keepStoredHome({ storage, retention, now }: Parts) {
  const commits = keepFresh(storage.commits, COMMITS_MS);
  const sizes = keepFresh(async (): Promise<StoredHome> => {
    const at = now();
    const unpacked = await storage.commits();
    const [series, disk, subjects, policies] = await Promise.all([
      storage.series(),
      storage.disk(),
      retention.subjects(),
      retention.all(),
    ]);
    const known = new Map(subjects.map((subject) => [subject.id, subject]));
    return {
      at,
      series: series.flatMap((one) => {
        const subject = known.get(one.entityId);
        if (subject === undefined) return [];
        return [
          { ...one, subject, perDay: readingsPerDay(one, at), perYear: growthPerYear(one, at) },
        ];
      }),
      bytes: disk.bytes,
      free: disk.free,
      reusable: disk.reusable,
      dropped: new Map(policies.map(({ scope, dropped }) => [scope, dropped])),
      unpackedFrom: unpacked[0]?.at ?? null,
    };
  }, SIZES_MS);

  return {
    forget: sizes.forget,

    /** What is stored, and the commits that are not packed yet. */
    async read(
      policies: readonly StoredPolicy[],
    ): Promise<{ readonly stored: StoredHome; readonly commits: readonly Commit[] }> {
      const unpacked = await commits.read();
      let stored = await sizes.read();
      const isThinner = policies.some(({ appliedAt }) => (appliedAt ?? 0) > stored.at);
      const isPacked =
        stored.unpackedFrom !== null && stored.unpackedFrom !== (unpacked[0]?.at ?? null);
      if (isThinner || isPacked) {
        sizes.forget();
        commits.forget();
        stored = await sizes.read();
        return { stored, commits: await commits.read() };
      }
      return { stored, commits: unpacked };
    },
  };
}

/** The policy of each series, under a set of policies. */
export const policiesOf = (
  { series }: StoredHome,
  policies: ReadonlyMap<string, Policy>,
): readonly { readonly scope: string | null; readonly policy: Policy }[] =>
  series.map(({ subject }) => policyFor(subject, policies));

/** The whole database in `days`, in bytes; what is no history stays as large as it is. */
export function homeAfter(
  stored: StoredHome,
  days: number,
  policies: ReadonlyMap<string, Policy>,
  now: number,
): number {
  const own = policiesOf(stored, policies);
  const history = stored.series.reduce((sum, { bytes }) => sum + bytes, 0);
  const other = Math.max(0, stored.bytes - history);
  return stored.series.reduce(
    (sum, one, i) => sum + sizeAfter(one, days, own[i]!.policy, now),
    other,
  );
}

/** About how many readings came since a moment, epoch ms: those packed, and those that are not yet. */
export function readingsSince(
  { series }: StoredHome,
  commits: readonly Commit[],
  since: number,
): number {
  let sum = 0;
  for (const { at, readings } of commits) if (at >= since) sum += readings;
  for (const { stretches, unpacked } of series) {
    const packed = unpacked > 0 ? stretches.slice(0, -1) : stretches;
    if ((packed.at(-1)?.to ?? 0) >= since) sum += countBetween(packed, since, Infinity);
  }
  return sum;
}
