import { Problem } from '../../../api/problem.ts';
import type { PolicyIn, PreviewIn, PreviewOut, RetentionOut } from '../../../api/retention.ts';
import { formatTime } from '../../../api/values.ts';
import { commonBasis, lossOf, sizeAfter } from '../../../domain/history/forecast.ts';
import { type Policy, parseScope } from '../../../domain/history/retention.ts';
import type { RetentionStore, StoredPolicy } from '../../db/retention.ts';
import { homeAfter, policiesOf, type StoredHome, type StoredHomeKeeper } from '../stored-home.ts';

type Parts = {
  readonly kept: StoredHomeKeeper;
  readonly retention: RetentionStore;
  /** Whether the home knows the entity; those that are gone may still have a history. */
  readonly isKnown: (entityId: string) => boolean;
  readonly now?: () => number;
};

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;

export type RetentionDesk = ReturnType<typeof createRetentionDesk>;
type Policies = ReadonlyMap<string, Policy>;

/** How long history is kept, and what a change would come to. */
export function createRetentionDesk({ kept, retention, isKnown, now = Date.now }: Parts) {
  const byScope = (policies: readonly StoredPolicy[]): Policies =>
    new Map(policies.map(({ scope, rawDays, summaryDays }) => [scope, { rawDays, summaryDays }]));

  async function look() {
    const policies = await retention.all();
    const { stored } = await kept.read(policies);
    return { policies, stored };
  }

  /** @throws Problem not_found for an entity that never was */
  function check(written: string, stored: StoredHome): void {
    const scope = parseScope(written);
    if (scope?.type !== 'entity') return;
    const hasHistory = stored.series.some(({ entityId }) => entityId === scope.id);
    if (hasHistory || isKnown(scope.id)) return;
    throw new Problem('not_found', {
      detail: `There is no entity ${JSON.stringify(scope.id.slice(0, 200))}.`,
    });
  }

  function show(policy: StoredPolicy, stored: StoredHome, policies: Policies): RetentionOut {
    const { scope, rawDays, summaryDays, createdAt, appliedAt, dropped } = policy;
    return {
      scope,
      rawDays,
      summaryDays,
      createdAt: formatTime(createdAt),
      appliedAt: appliedAt === null ? null : formatTime(appliedAt),
      dropped,
      entities: entitiesOf(stored, concerned(stored, scope, policies)),
    };
  }

  return {
    async list(): Promise<{ policies: RetentionOut[] }> {
      const { policies, stored } = await look();
      const all = byScope(policies);
      return { policies: policies.map((policy) => show(policy, stored, all)) };
    },

    /** @throws Problem not_found */
    async put(scope: string, policy: PolicyIn): Promise<RetentionOut> {
      const { stored } = await look();
      check(scope, stored);
      await retention.put(scope, policy, now());
      const policies = await retention.all();
      const own = policies.find((one) => one.scope === scope);
      if (own === undefined) throw new Problem('not_found');
      return show(own, stored, byScope(policies));
    },

    /** @throws Problem not_found */
    async remove(scope: string): Promise<void> {
      if (await retention.remove(scope)) return;
      throw new Problem('not_found', { detail: `There is no policy for ${scope.slice(0, 200)}.` });
    },

    /** What a policy would come to if it were set now. @throws Problem not_found */
    async preview({ scope, rawDays, summaryDays }: PreviewIn): Promise<PreviewOut> {
      const { policies, stored } = await look();
      check(scope, stored);
      const at = now();
      const policy: Policy = { rawDays, summaryDays };
      const before = byScope(policies);
      const after = new Map([...before, [scope, policy]]);
      const own = concerned(stored, scope, after);
      const old = policiesOf(stored, before);
      const sum = (of: (i: number) => number) => own.reduce((total, i) => total + of(i), 0);
      return {
        scope,
        rawDays,
        summaryDays,
        entities: entitiesOf(stored, own),
        readings: sum((i) => stored.series[i]!.readings),
        bytes: sum((i) => stored.series[i]!.bytes),
        inYear: {
          without: sum((i) => sizeAfter(stored.series[i]!, YEAR_DAYS, old[i]!.policy, at)),
          with: sum((i) => sizeAfter(stored.series[i]!, YEAR_DAYS, policy, at)),
        },
        home: {
          bytes: stored.bytes,
          inYear: {
            without: homeAfter(stored, YEAR_DAYS, before, at),
            with: homeAfter(stored, YEAR_DAYS, after, at),
          },
        },
        lost: lost(stored, own, policy, at),
        basisDays:
          commonBasis(
            own.map((i) => stored.series[i]!),
            stored.at,
          ) / DAY_MS,
      };
    },
  };
}

/** Places of the series for which the policy of a scope holds. */
function concerned(stored: StoredHome, scope: string, policies: Policies): readonly number[] {
  return policiesOf(stored, policies).flatMap((own, i) => (own.scope === scope ? i : []));
}

const entitiesOf = ({ series }: StoredHome, places: readonly number[]): number =>
  new Set(places.map((i) => series[i]!.entityId)).size;

function lost(
  { series }: StoredHome,
  places: readonly number[],
  policy: Policy,
  at: number,
): PreviewOut['lost'] {
  const losses = places.flatMap((i) => {
    const loss = lossOf(series[i]!, policy, at);
    return loss === null ? [] : { ...loss, entityId: series[i]!.entityId };
  });
  if (losses.length === 0) return null;
  return {
    readings: losses.reduce((sum, { readings }) => sum + readings, 0),
    hours: losses.reduce((sum, { hours }) => sum + hours, 0),
    entities: new Set(losses.map(({ entityId }) => entityId)).size,
    bytes: losses.reduce((sum, { bytes }) => sum + bytes, 0),
    from: formatTime(losses.reduce((least, { from }) => Math.min(least, from), Infinity)),
    to: formatTime(losses.reduce((most, { to }) => Math.max(most, to), -Infinity)),
  };
}
