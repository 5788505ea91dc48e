import type { StorageOut, StorageQuery, StoredSeriesOut, WorkOut } from '../../../api/storage.ts';
import { formatTime } from '../../../api/values.ts';
import { lossOf } from '../../../domain/history/forecast.ts';
import { type Policy, policyFor } from '../../../domain/history/retention.ts';
import type { Counter, CounterStore } from '../../db/counters.ts';
import type { RetentionStore, StoredPolicy } from '../../db/retention.ts';
import type { RunStore } from '../../db/runs.ts';
import type { StorageReader } from '../../db/storage.ts';
import type { LiveHome } from '../mqtt/live-home.ts';
import {
  policiesOf,
  readingsSince,
  type SizedSeries,
  type StoredHome,
  type StoredHomeKeeper,
} from '../stored-home.ts';
import { forecastOf, totalsOf } from './figures.ts';
import { isRunning, recorderGaps, sensorGaps } from './gaps.ts';
import { storagePage } from './page.ts';
import { troublesOf } from './troubles.ts';

type Parts = {
  readonly live: LiveHome;
  readonly kept: StoredHomeKeeper;
  readonly storage: Pick<StorageReader, 'committedAt' | 'imports'>;
  readonly retention: Pick<RetentionStore, 'all'>;
  readonly runs: Pick<RunStore, 'newest' | 'recent'>;
  readonly counters: Pick<CounterStore, 'all'>;
  readonly now?: () => number;
};

const DEFAULT_LIMIT = 100;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const RUNS = 30;
const STALLED_MS = 60_000;
const MOST_GAPS = 12;

export type StorageDesk = ReturnType<typeof createStorageDesk>;
type Policies = ReadonlyMap<string, Policy>;

/** What the REST API says of what is stored, how it grows and what was missed. */
export function createStorageDesk(parts: Parts) {
  const { live, kept, storage, retention, runs, counters, now = Date.now } = parts;

  function show(one: SizedSeries, policies: Policies): StoredSeriesOut {
    const { scope, policy } = policyFor(one.subject, policies);
    const { kind, deviceClass, removed } = one.subject;
    return {
      entity: one.entityId,
      property: one.property,
      ...nameOf(one),
      kind,
      deviceClass,
      removed,
      readings: one.readings,
      bytes: one.bytes,
      bytesPerReading: one.readings === 0 ? null : one.bytes / one.readings,
      firstAt: one.from === null ? null : formatTime(one.from),
      lastAt: one.to === null ? null : formatTime(one.to),
      readingsPerDay: one.perDay,
      bytesPerYear: one.perYear,
      retention: { scope, rawDays: policy.rawDays, summaryDays: policy.summaryDays },
    };
  }

  function nameOf({ subject: { entity } }: SizedSeries) {
    const device = live.home.device(entity.deviceId);
    const deviceName =
      live.choices.deviceNames.get(entity.deviceId) ?? device?.name ?? entity.deviceId;
    const own = live.choices.names.get(entity.id) ?? entity.name;
    return {
      name: own === null || own === deviceName ? deviceName : `${deviceName} ${own}`,
      room: live.choices.deviceRooms.get(entity.deviceId) ?? device?.room ?? null,
    };
  }

  /** How far each import was when it was last seen to move. */
  const moved = new Map<string, { readings: number; at: number }>();

  /** An import that was broken off says so by nothing but its silence. */
  function isStalled(source: string, readings: number, at: number): boolean {
    const last = moved.get(source);
    if (last?.readings === readings) return at - last.at > STALLED_MS;
    moved.set(source, { readings, at });
    return false;
  }

  return {
    /** @throws Problem if the cursor is none of ours */
    async read(query: StorageQuery): Promise<StorageOut> {
      const policies = await retention.all();
      const [{ stored, commits }, committedAt, imports, newest, recent, counted] =
        await Promise.all([
          kept.read(policies),
          storage.committedAt(),
          storage.imports(),
          runs.newest(),
          runs.recent(RUNS),
          counters.all(),
        ]);
      const at = now();
      const byScope: Policies = new Map(policies.map((policy) => [policy.scope, policy]));
      const shown = stored.series
        .filter(({ entityId }) => query.entity === undefined || entityId === query.entity)
        .map((one) => show(one, byScope));
      const page = storagePage(shown, query.sort, query.limit ?? DEFAULT_LIMIT, query.cursor);
      const gaps = [...recorderGaps(recent, at), ...sensorGaps(stored.series, live, at)];
      return {
        at: formatTime(stored.at),
        totals: totalsOf(stored),
        forecast: forecastOf(stored, byScope),
        ingest: {
          perSecond: readingsSince(stored, commits, at - MINUTE_MS) / (MINUTE_MS / 1_000),
          lastHour: Math.round(readingsSince(stored, commits, at - HOUR_MS)),
        },
        losses: lossesOf(counted),
        troubles: troublesOf(counted),
        recorder: {
          running: isRunning(newest, at),
          since: newest === null ? null : formatTime(newest.startedAt),
          committedAt: committedAt === null ? null : formatTime(committedAt),
        },
        gaps: gaps.sort((a, b) => (a.start < b.start ? 1 : -1)).slice(0, MOST_GAPS),
        work: [
          ...imports.map(
            ({ source, readings, startedAt }): WorkOut => ({
              type: 'import',
              name: source,
              startedAt: formatTime(startedAt),
              readings,
              left: null,
              stalled: isStalled(source, readings, at),
            }),
          ),
          ...thinning(stored, policies, byScope, at).map((one) => ({
            ...one,
            stalled: !isRunning(newest, at),
          })),
        ],
        series: [...page.items],
        nextCursor: page.nextCursor,
      };
    },
  };
}

/** Policies that the recorder is carrying out, or is about to. */
function thinning(
  stored: StoredHome,
  policies: readonly StoredPolicy[],
  byScope: Policies,
  at: number,
): Omit<WorkOut, 'stalled'>[] {
  const due = policies.filter(({ appliedAt }) => appliedAt === null);
  if (due.length === 0) return [];
  const own = policiesOf(stored, byScope);
  return due.map(({ scope, createdAt, dropped }) => {
    const losses = stored.series.flatMap((one, i) =>
      own[i]!.scope === scope ? (lossOf(one, own[i]!.policy, at)?.readings ?? 0) : [],
    );
    const then = losses.reduce((sum, readings) => sum + readings, 0);
    const since = dropped - (stored.at < createdAt ? 0 : (stored.dropped.get(scope) ?? 0));
    return {
      type: 'retention',
      name: scope,
      startedAt: formatTime(createdAt),
      readings: dropped,
      left: Math.max(0, then - since),
    };
  });
}

const LOST = ['quarantined', 'session lost', 'dropped: '];
/** Messages between others, which are no fault of anybody's. */
const FOR_OTHERS = ['no entity reads', 'commands are not read', 'nothing in it concerns'];

function lossesOf(counters: readonly Counter[]): StorageOut['losses'] {
  const begins = (name: string, starts: readonly string[]) =>
    starts.some((start) => name.replace(/^ignored: /, '').startsWith(start));
  const sum = (some: readonly Counter[]) => some.reduce((total, { count }) => total + count, 0);
  return {
    lost: sum(counters.filter(({ name }) => begins(name, LOST))),
    ignored: sum(counters.filter(({ name }) => !begins(name, [...LOST, ...FOR_OTHERS]))),
  };
}
