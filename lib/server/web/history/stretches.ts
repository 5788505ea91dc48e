import type { Value } from '../../../domain/entity/entity.ts';
import { type Columns, part } from '../../../domain/history/columns.ts';
import { type Correction, corrected } from '../../../domain/history/corrections.ts';
import type { Span } from '../../../domain/history/gaps.ts';
import type { HistoryStore } from '../../db/history.ts';

/** Some readings of a series, and what the ids of its texts mean. */
export type Stretch = {
  readonly columns: Columns;
  readonly meaning: (id: number) => Value;
};

/** So many at a time are written in a few milliseconds. */
const MOST = 4_096;
const NO_TEXTS = () => null;

/**
 * The readings of a series in [from, to) in order of time, as they count, in stretches that are few enough to
 * let other work in between. This is the one place where an export reads history.
 */
export async function* stretches(
  history: Pick<HistoryStore, 'columns' | 'texts'>,
  entityId: string,
  property: string,
  span: Span,
  corrections: readonly Correction[],
): AsyncGenerator<Stretch, void> {
  for await (const all of corrected(history.columns(entityId, property, span), corrections)) {
    for (let from = 0; from < all.count; from += MOST) {
      const columns = part(all, from, Math.min(all.count, from + MOST));
      const ids = columns.text === null ? null : new Set(columns.text);
      ids?.delete(0);
      yield { columns, meaning: ids === null ? NO_TEXTS : await history.texts(ids) };
    }
  }
}
