import type { EntityKind, Value } from '../entity/entity.ts';
import type { Span } from '../history/gaps.ts';

/** An entity as another program knew it. */
export type ForeignEntity = {
  /** What tells it from others there. */
  readonly id: string;
  readonly kind: EntityKind;
  readonly name: string | null;
  readonly unit: string | null;
  readonly deviceClass: string | null;
  readonly stateClass: string | null;
};

/** A reading as another program kept it. */
export type ForeignReading = {
  readonly entity: ForeignEntity;
  readonly property: string;
  /** Epoch ms. */
  readonly at: number;
  readonly value: Value;
  /** It is a statistic, which stands for what was not kept. */
  readonly stands?: Stands;
};

/** What a statistic speaks for, where nothing finer is known: a span (epoch ms), and the values in it. */
export type Stands = Span & {
  /** The least and the greatest; null: it tells only one value. */
  readonly between: { readonly min: number; readonly max: number } | null;
};

/** One line or row: what it says, or why it says nothing. */
export type Parsed = readonly ForeignReading[] | { readonly reason: string };

export const isUseless = (parsed: Parsed): parsed is { readonly reason: string } =>
  !Array.isArray(parsed);

/** Times that can be told and kept: the years 1 to 9999. */
export const isTime = (at: number): boolean =>
  at >= -62_135_596_800_000 && at <= 253_402_300_799_999;
