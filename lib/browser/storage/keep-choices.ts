import type { RetentionOut } from '../../api/retention.ts';
import {
  FOR_EVER,
  type Policy,
  parseScope,
  policyFor,
  type Subject,
  scopesOf,
} from '../../domain/history/retention.ts';
import type { StoredEntity } from './list.ts';

/** What is offered; null: for ever. */
const DAYS: readonly (number | null)[] = [null, 3_652, 1_826, 730, 365, 90, 30, 7];

const text = (days: number | null): string => (days === null ? 'ever' : String(days));

/** A choice of days as it was offered. */
export const daysOf = (choice: string): number | null =>
  choice === 'ever' ? null : Number(choice);
export const choiceOf = text;

/** How long readings may be kept, the longest first; with what holds now, however odd. */
export function rawChoices(current: number | null): readonly string[] {
  const all = new Set([...DAYS, current]);
  return [...all].sort(longest).map(text);
}

/** The same for hourly statistics, which stay no shorter than their readings. */
export function summaryChoices(rawDays: number, current: number | null): readonly string[] {
  const all = new Set([
    ...DAYS.filter((days) => days === null || days > rawDays),
    current,
    rawDays,
  ]);
  return [...all]
    .filter((days) => days === null || days >= rawDays)
    .sort(longest)
    .map(text);
}

const longest = (a: number | null, b: number | null): number =>
  (b ?? Number.POSITIVE_INFINITY) === (a ?? Number.POSITIVE_INFINITY)
    ? 0
    : (b ?? Number.POSITIVE_INFINITY) > (a ?? Number.POSITIVE_INFINITY)
      ? 1
      : -1;

/** A policy whose statistics stay at least as long as its readings. */
export function withRaw(rawDays: number | null, { summaryDays }: Policy): Policy {
  if (rawDays === null) return FOR_EVER;
  const fits = summaryDays === null || summaryDays > rawDays;
  return { rawDays, summaryDays: fits ? summaryDays : null };
}

export const samePolicy = (a: Policy, b: Policy): boolean =>
  a.rawDays === b.rawDays && a.summaryDays === b.summaryDays;

type Policies = readonly RetentionOut[];

const mapOf = (policies: Policies): ReadonlyMap<string, Policy> =>
  new Map(policies.map((policy) => [policy.scope, policy]));

const plain = ({ rawDays, summaryDays }: Policy): Policy => ({ rawDays, summaryDays });

/** What holds for a scope: its own policy, else that of the next wider one. */
export function policyOfScope(scope: string, policies: Policies, subject: Subject | null): Policy {
  return plain(policyFor(subjectOf(scope, subject), mapOf(policies)).policy);
}

/** What would hold for a scope without its own policy. */
export const policyWithout = (scope: string, policies: Policies, subject: Subject | null): Policy =>
  policyOfScope(
    scope,
    policies.filter((policy) => policy.scope !== scope),
    subject,
  );

/** Something that stands for all that a scope is about. */
function subjectOf(written: string, subject: Subject | null): Subject {
  const scope = parseScope(written);
  const nobody: Subject = { id: '', kind: 'trigger', deviceClass: null };
  switch (scope?.type) {
    case 'class':
      return { id: '', kind: scope.kind, deviceClass: scope.deviceClass };
    case 'entity':
      return subject ?? { ...nobody, id: scope.id };
    default:
      return nobody;
  }
}

/** What a sheet opened for a scope can be about: for one entity, it, its like, and everything. */
export function scopeChoices(opened: string, entities: readonly StoredEntity[]): readonly string[] {
  const scope = parseScope(opened);
  if (scope?.type === 'entity') {
    const entity = entities.find(({ id }) => id === scope.id);
    if (entity === undefined) return [opened, 'home'];
    const [own, like] = scopesOf(entity);
    return [own!, like!, 'home'];
  }
  const kinds = entities.flatMap((entity) => scopesOf(entity).slice(1, -1));
  return ['home', ...[...new Set([...kinds, ...(opened === 'home' ? [] : [opened])])].sort()];
}
