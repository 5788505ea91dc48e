import { Problem } from '../../../api/problem.ts';
import type { Entity, Value } from '../../../domain/entity/entity.ts';
import type { Span } from '../../../domain/history/gaps.ts';
import { type Conversion, conversion } from '../../../domain/units/convert.ts';
import type { StoredCorrection } from '../../db/corrections.ts';
import type { SeriesType } from '../../db/history/values.ts';
import type { HistoryStore } from '../../db/history.ts';
import { unitOf } from '../main-property.ts';

/** One property of an entity over a range, as it is asked for. */
export type Series = {
  readonly entity: Entity;
  readonly property: string;
  readonly span: Span;
  /** null: it never had a reading. */
  readonly type: SeriesType | null;
  /** What holds of single readings; empty also if the originals are wanted. */
  readonly corrections: readonly StoredCorrection[];
  /** null: values stay in their own unit. */
  readonly conversion: Conversion | null;
};

/** The unit a series is told in. */
export const shownUnit = ({ entity, property, conversion: to }: Series): string | null =>
  to === null ? unitOf(entity, property) : to.unit;

/** A value in the unit that is wanted. */
export const inUnit = ({ conversion: to }: Pick<Series, 'conversion'>, value: Value): Value =>
  to !== null && typeof value === 'number' ? to.value(value) : value;

/** @throws Problem saying in which units the property can be told */
export function conversionTo(
  entity: Entity,
  property: string,
  wanted: string | undefined,
): Conversion | null {
  if (wanted === undefined) return null;
  const found = conversion(unitOf(entity, property), wanted);
  if (!('objection' in found)) return found;
  const { objection, possible } = found;
  const advice = possible.length > 0 ? `possible are ${possible.join(', ')}` : 'leave it out';
  const detail = `${objection} (${property} of ${entity.id}); ${advice}`;
  throw new Problem('invalid_parameter', {
    detail: `unit: ${detail}`,
    errors: [{ parameter: 'unit', detail }],
  });
}

/** What a correction says, as a value of its series. */
export const correctedValue = (value: number | null, type: SeriesType | null): Value =>
  value !== null && type === 'boolean' ? value !== 0 : value;

/** As much of a series as says what its readings count. */
type Corrected = Pick<Series, 'property' | 'corrections' | 'type'> & {
  readonly entity: Pick<Entity, 'id'>;
};

type Told = { readonly at: number; readonly value: Value };

/** All readings of one moment, in the order of arrival. */
export async function readingsAt(
  history: Pick<HistoryStore, 'raw'>,
  entityId: string,
  property: string,
  at: number,
): Promise<readonly Told[]> {
  const readings: Told[] = [];
  let after = null;
  do {
    const page = await history.raw(entityId, property, { from: at, to: at + 1 }, { after });
    readings.push(...page.readings);
    after = page.next;
  } while (after !== null);
  return readings;
}

/** What was in force just before `at`, and since when, with corrections; null: nothing was said yet. */
export async function inForceBefore(
  history: Pick<HistoryStore, 'held' | 'raw'>,
  { entity, property, corrections, type }: Corrected,
  at: number,
): Promise<Told | null> {
  for (let before = at; ; ) {
    const held = await history.held(entity.id, property, before);
    if (held === null || !corrections.some((one) => one.at === held.at)) return held;
    const there = await readingsAt(history, entity.id, property, held.at);
    for (let nth = there.length - 1; nth >= 0; nth--) {
      const fix = corrections.find((one) => one.at === held.at && one.nth === nth);
      if (fix === undefined) return there[nth]!;
      if (fix.value !== null) return { at: held.at, value: correctedValue(fix.value, type) };
    }
    before = held.at;
  }
}
