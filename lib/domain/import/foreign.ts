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
  /** A statistic: it speaks for this span, where nothing finer is known of it. Epoch ms. */
  readonly stands?: Span;
};

/** One line or row: what it says, or why it says nothing. */
export type Parsed = readonly ForeignReading[] | { readonly reason: string };

export const isUseless = (parsed: Parsed): parsed is { readonly reason: string } =>
  !Array.isArray(parsed);

/** Times that can be told and kept: the years 1 to 9999. */
export const isTime = (at: number): boolean =>
  at >= -62_135_596_800_000 && at <= 253_402_300_799_999;
