import { type Policy, policyFor, thinnings } from '../../domain/history/retention.ts';
import { isDiskFailure } from '../db/connection/disk-failure.ts';
import type { HistoryStore } from '../db/history.ts';
import type { RetentionStore, StoredPolicy } from '../db/retention.ts';
import type { Log } from '../log.ts';
import type { Running } from '../role.ts';
import { endOfDisk } from './end-of-disk.ts';

const DAY_MS = 86_400_000;
/** How often it is looked whether the homeowner wants something else: a look is one small read. */
const LOOK_MS = 2_000;
/** A clock that was set by more than this may be set back: what it says is not acted on for an hour. */
const JUMP_MS = 600_000;
const STEADY_MS = 3_600_000;
/** After a failure the database gets time to recover. */
const PAUSE_MS = 60_000;

/** What of the history store it takes to make history shorter. */
export type Thinner = Pick<HistoryStore, 'storage' | 'thin' | 'release'>;

type Parts = {
  readonly retention: RetentionStore;
  readonly history: Thinner;
  readonly log: Log;
  readonly now?: () => number;
  /** A clock that nobody sets, in ms. */
  readonly monotonic?: () => number;
  readonly lookMs?: number;
};

/**
 * Carries out the homeowner's policies: after a change at once, and once a day. One series after the
 * other, so that readings are stored in between; what a stop interrupts is done at the next start.
 * Where no policy is stored, nothing is ever dropped.
 */
export function keepRetention(parts: Parts): Running {
  const { retention, history, log, now = Date.now, lookMs = LOOK_MS } = parts;
  const { monotonic = () => performance.now() } = parts;
  let stopped = false;
  let busy: Promise<void> | null = null;
  /** By the monotonic clock. */
  let notBefore = Number.NEGATIVE_INFINITY;
  let difference = now() - monotonic();

  const isDue = ({ appliedAt }: StoredPolicy): boolean =>
    appliedAt === null || now() - appliedAt >= DAY_MS;

  /** A wrong year would make everything too old. */
  function heedClock(): void {
    const fresh = now() - monotonic();
    if (Math.abs(fresh - difference) > JUMP_MS) notBefore = monotonic() + STEADY_MS;
    difference = fresh;
  }

  async function look(): Promise<void> {
    heedClock();
    if (monotonic() < notBefore) return;
    try {
      const policies = await retention.all();
      if (policies.some(isDue)) await apply(policies);
    } catch (error) {
      if (isDiskFailure(error)) endOfDisk(log)(error);
      notBefore = monotonic() + PAUSE_MS;
      log.warn({ err: error }, 'the retention is not carried out; trying again');
    }
  }

  async function apply(policies: readonly StoredPolicy[]): Promise<void> {
    const begun = now();
    const byScope = new Map<string, Policy>(policies.map((policy) => [policy.scope, policy]));
    const subjects = new Map((await retention.subjects()).map((subject) => [subject.id, subject]));
    let dropped = 0;
    for (const { entityId, property, from } of await history.storage()) {
      const subject = subjects.get(entityId);
      if (subject === undefined) continue;
      const { scope, policy } = policyFor(subject, byScope);
      if (scope === null) continue;
      for (const { before, keep } of thinnings(policy, begun)) {
        if (from === null || from >= before) continue;
        if (stopped || !(await isStill(policies))) return;
        const { readings } = await history.thin({ entityId, property }, before, keep);
        if (readings === 0) continue;
        dropped += readings;
        await retention.addDropped(scope, readings);
      }
    }
    for (const policy of policies) await retention.setApplied(policy, now());
    await history.release(() => stopped);
    log.info({ policies: policies.length, dropped }, 'the retention has been carried out');
  }

  /** Whoever takes a policy back while it is carried out keeps what is left. */
  async function isStill(policies: readonly StoredPolicy[]): Promise<boolean> {
    const fresh = await retention.all();
    const same = (a: StoredPolicy, b: StoredPolicy | undefined) =>
      a.scope === b?.scope && a.createdAt === b.createdAt;
    return fresh.length === policies.length && fresh.every((one, i) => same(one, policies[i]));
  }

  const timer = setInterval(() => {
    busy ??= look().finally(() => {
      busy = null;
    });
  }, lookMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await busy;
    },
  };
}
