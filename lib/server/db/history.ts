import type { Span } from '../../domain/history/gaps.ts';
import type { ZoneOffset } from '../../domain/history/zone.ts';
import type { Database } from './connection/client.ts';
import { counterStore } from './counters.ts';
import { adoptRows } from './history/chunks/adopt.ts';
import type { DamageBook } from './history/chunks/damage.ts';
import { folder } from './history/chunks/fold.ts';
import { importer } from './history/chunks/import.ts';
import { storageReader } from './history/chunks/storage.ts';
import { thinner } from './history/chunks/thin.ts';
import { engineOf } from './history/engine.ts';
import { readingReader } from './history/read/readings.ts';
import { stateReader } from './history/read/states.ts';
import { summaryReader } from './history/read/summaries.ts';
import { appender } from './history/tail/append.ts';
import { fencer } from './history/tail/fence.ts';
import { leaser } from './history/tail/lease.ts';
import { progressReader } from './history/tail/progress.ts';
import { roomKeeper } from './room.ts';

export type HistoryOptions = {
  /** The home's zone, for whoever folds or imports: hourly statistics stand at its full hours. UTC if absent. */
  readonly offset?: ZoneOffset;
  /** Is told of each chunk that turns out to be damaged, once. */
  readonly onDamage?: DamageBook['tell'];
};

/**
 * The history of the home. How readings lie on disk is known behind this store and nowhere else: the newest
 * in the *tail*, one row for each commit; all others in *chunks*, packed, per series (docs in history/).
 *
 * Writing: `append` (all or nothing, with the cursor; `rehearse` tells whether it would), `fold` (tail into chunks), `import` (a long past),
 * `thin` (drops readings), `adoptRows` (what the first version stored).
 * Reading: `raw`, `columns`, `count`, `held`, `timesBefore`, `summaries`, `statesAt`, `latest`, `storage`.
 */
export function historyStore(db: Database, { offset, onDamage }: HistoryOptions = {}) {
  const engine = engineOf(db);
  if (offset !== undefined) engine.offset = offset;
  if (onDamage !== undefined) engine.damage.tell = onDamage;
  const fold = folder(engine);
  const progress = progressReader(engine);
  return {
    ...appender(engine, fold, progress.cursor),
    fold,
    import: importer(engine, fold),
    thin: thinner(engine),
    adoptRows: () => adoptRows(engine),
    ...progress,
    ...fencer(engine),
    ...leaser(engine),
    ...readingReader(engine),
    ...stateReader(engine),
    ...summaryReader(engine),
    ...storageReader(engine),

    /** Gives room that has become free back to the disk, a little at a time. */
    release: roomKeeper(db).release,

    /** Adds to counters of what became of the history. */
    addCounts: counterStore(db).add,

    /** Where readings are missing in a span because they are damaged, in order of time. */
    async damaged(entityId: string, property: string, span: Span): Promise<readonly Span[]> {
      const own = await engine.series.find({ entityId, property });
      return own === null ? [] : engine.damage.spans(own.id, span);
    },
  };
}

export type HistoryStore = ReturnType<typeof historyStore>;
