import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENTITY_KINDS } from '../../../lib/domain/entity/entity.ts';
import {
  FOR_EVER,
  type Policy,
  parseScope,
  policyFor,
  policyObjection,
  type Scope,
  type Subject,
  scopesOf,
  scopeText,
  thinnings,
} from '../../../lib/domain/history/retention.ts';

const DAY = 86_400_000;
const days = (rawDays: number | null, summaryDays: number | null = null): Policy => ({
  rawDays,
  summaryDays,
});
const HALL: Subject = { id: 'sensor.hall', kind: 'sensor', deviceClass: 'temperature' };

const anyScope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ type: 'home' }),
  fc.record({
    type: fc.constant('class' as const),
    kind: fc.constantFrom(...ENTITY_KINDS),
    deviceClass: fc.option(fc.string({ minLength: 1 }), { nil: null }),
  }),
  fc.record({ type: fc.constant('entity' as const), id: fc.string({ minLength: 1 }) }),
);
const anyDays = fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: null });
const anyPolicy = fc
  .record({ rawDays: anyDays, summaryDays: anyDays })
  .filter((policy) => policyObjection(policy) === null);

describe('a scope', () => {
  test('is read as it is written', () => {
    fc.assert(
      fc.property(anyScope, (scope) => {
        expect(parseScope(scopeText(scope))).toEqual(scope);
      }),
    );
  });

  test.each(['', 'house', 'entity:', 'class:', 'class:lamp', 'class:sensor/', 'Home', 'class:x/y'])(
    '%j is none',
    (text) => expect(parseScope(text)).toBeNull(),
  );
});

describe('the policy of an entity', () => {
  test('is the most specific', () => {
    const all = scopesOf(HALL).map((scope, i) => [scope, days(i + 1)] as const);
    expect(scopesOf(HALL)).toEqual([
      'entity:sensor.hall',
      'class:sensor/temperature',
      'class:sensor',
      'home',
    ]);
    for (const [i, [scope, policy]] of all.entries())
      expect(policyFor(HALL, new Map(all.slice(i).reverse()))).toEqual({ scope, policy });
  });

  test('is for ever where nobody said anything, whatever others have', () => {
    const others = new Map([
      ['entity:sensor.hal', days(1)],
      ['class:sensor/humidity', days(1)],
      ['class:light', days(1)],
    ]);
    expect(policyFor(HALL, others)).toEqual({ scope: null, policy: FOR_EVER });
    expect(policyFor({ ...HALL, deviceClass: null }, others).scope).toBeNull();
  });

  test('may say "for ever" against a shorter one of the home', () => {
    const policies = new Map([
      ['home', days(30)],
      ['entity:sensor.hall', FOR_EVER],
    ]);
    expect(policyFor(HALL, policies).policy).toEqual(FOR_EVER);
  });

  test('comes from one of its own scopes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyScope, anyPolicy)), (list) => {
        const policies = new Map(list.map(([scope, policy]) => [scopeText(scope), policy]));
        const { scope, policy } = policyFor(HALL, policies);
        if (scope === null) expect(scopesOf(HALL).some((own) => policies.has(own))).toBe(false);
        else expect([scopesOf(HALL).includes(scope), policies.get(scope)]).toEqual([true, policy]);
      }),
    );
  });
});

describe('what is to be dropped', () => {
  const now = 1_000 * DAY;

  test('for ever drops nothing', () => expect(thinnings(FOR_EVER, now)).toEqual([]));

  test('readings go first, their statistics later', () => {
    expect(thinnings(days(30), now)).toEqual([{ before: 970 * DAY, keep: 'hours' }]);
    expect(thinnings(days(30, 365), now)).toEqual([
      { before: 635 * DAY, keep: 'nothing' },
      { before: 970 * DAY, keep: 'hours' },
    ]);
    expect(thinnings(days(30, 30), now)).toEqual([{ before: 970 * DAY, keep: 'nothing' }]);
  });

  test('statistics that would go before their readings make no sense', () => {
    expect(policyObjection(days(30, 10))).toMatch(/shorter/);
    expect(policyObjection(days(null, 10))).toMatch(/shorter/);
    expect(policyObjection(days(30, 30))).toBeNull();
    expect(policyObjection(days(30, null))).toBeNull();
    expect(policyObjection(FOR_EVER)).toBeNull();
  });

  test('nothing younger than the policy says is ever touched', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        for (const { before, keep } of thinnings(policy, now)) {
          expect(before).toBeLessThanOrEqual(now - (policy.rawDays ?? Infinity) * DAY);
          if (keep === 'nothing')
            expect(before).toBeLessThanOrEqual(now - (policy.summaryDays ?? Infinity) * DAY);
        }
      }),
    );
  });
});
