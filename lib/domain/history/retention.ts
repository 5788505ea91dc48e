import { ENTITY_KINDS, type Entity, type EntityKind } from '../entity/entity.ts';

/**
 * How long something is kept, in days of 24 hours; null: for ever. Once its readings are gone, hourly
 * statistics still answer for that time, until `summaryDays`.
 */
export type Policy = { readonly rawDays: number | null; readonly summaryDays: number | null };

/** What holds where nobody said anything. */
export const FOR_EVER: Policy = { rawDays: null, summaryDays: null };

/** A hundred years: longer is for ever. */
export const MOST_DAYS = 36_525;

/** What a policy is about: everything, a kind of thing, one of its device classes, one entity. */
export type Scope =
  | { readonly type: 'home' }
  | { readonly type: 'class'; readonly kind: EntityKind; readonly deviceClass: string | null }
  | { readonly type: 'entity'; readonly id: string };

/** As much of an entity as decides how long it is kept. */
export type Subject = Pick<Entity, 'id' | 'kind' | 'deviceClass'>;

const isKind = (text: string): text is EntityKind =>
  (ENTITY_KINDS as readonly string[]).includes(text);

/** Reads `home`, `class:KIND`, `class:KIND/DEVICE_CLASS` or `entity:ID`; null: it is none of these. */
export function parseScope(text: string): Scope | null {
  if (text === 'home') return { type: 'home' };
  if (text.startsWith('entity:') && text.length > 'entity:'.length)
    return { type: 'entity', id: text.slice('entity:'.length) };
  const [, kind, , deviceClass] = /^class:([a-z_]+)(\/(.+))?$/su.exec(text) ?? [];
  if (kind === undefined || !isKind(kind)) return null;
  return { type: 'class', kind, deviceClass: deviceClass ?? null };
}

/** The other way round. */
export function scopeText(scope: Scope): string {
  switch (scope.type) {
    case 'home':
      return 'home';
    case 'class':
      return `class:${scope.kind}${scope.deviceClass === null ? '' : `/${scope.deviceClass}`}`;
    case 'entity':
      return `entity:${scope.id}`;
  }
}

/** The scopes that concern an entity, the most specific first. */
export const scopesOf = ({ id, kind, deviceClass }: Subject): readonly string[] => [
  `entity:${id}`,
  ...(deviceClass === null ? [] : [`class:${kind}/${deviceClass}`]),
  `class:${kind}`,
  'home',
];

/** The policy that holds for an entity, and whose it is; `scope` null: nobody said anything. */
export function policyFor(
  subject: Subject,
  policies: ReadonlyMap<string, Policy>,
): { readonly scope: string | null; readonly policy: Policy } {
  for (const scope of scopesOf(subject)) {
    const policy = policies.get(scope);
    if (policy !== undefined) return { scope, policy };
  }
  return { scope: null, policy: FOR_EVER };
}

/** Why a policy makes no sense; null: it does. */
export function policyObjection({ rawDays, summaryDays }: Policy): string | null {
  if (summaryDays === null) return null;
  // Statistics are made of readings: while these are there, so are those.
  if (rawDays === null || summaryDays < rawDays)
    return 'must not be shorter than rawDays: statistics follow from the readings';
  return null;
}

const DAY_MS = 86_400_000;

/** One thing to be done to a series: what is older than `before` (epoch ms) is dropped. */
export type Thinning = { readonly before: number; readonly keep: 'hours' | 'nothing' };

/** What a policy asks for at a moment; nothing where everything is kept for ever. */
export function thinnings({ rawDays, summaryDays }: Policy, now: number): readonly Thinning[] {
  const plan: Thinning[] = [];
  if (summaryDays !== null) plan.push({ before: now - summaryDays * DAY_MS, keep: 'nothing' });
  if (rawDays !== null && rawDays !== summaryDays)
    plan.push({ before: now - rawDays * DAY_MS, keep: 'hours' });
  return plan;
}
