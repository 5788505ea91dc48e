import { setImmediate } from 'node:timers/promises';
import type { ExportQuery } from '../../../api/export.ts';
import { Problem } from '../../../api/problem.ts';
import { formatTime } from '../../../api/values.ts';
import type { Entity } from '../../../domain/entity/entity.ts';
import { type ExportedSeries, type LineWriter, lineWriter } from '../../../domain/export/lines.ts';
import type { Span } from '../../../domain/history/gaps.ts';
import type { CorrectionStore } from '../../db/corrections.ts';
import type { HistoryStore } from '../../db/history.ts';
import type { InventoryStore } from '../../db/inventory.ts';
import type { Log } from '../../log.ts';
import type { FileOut } from '../http/endpoint.ts';
import { unitOf } from '../main-property.ts';
import { stretches } from './stretches.ts';

type Parts = {
  readonly history: HistoryStore;
  readonly inventory: InventoryStore;
  readonly corrections: Pick<CorrectionStore, 'of'>;
  /** Sees to it that what was said just now is in the history. */
  readonly fresh: () => Promise<void>;
  readonly log: Log;
};
type Key = { readonly entityId: string; readonly property: string };

/** No reading is older than a Date can tell. */
const EARLIEST = -8.64e15;
/** What was said longer ago has long been stored. */
const RECENT_MS = 60_000;
/** Several small series make one piece. */
const PIECE_BYTES = 64 * 1024;

const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const;

export type ExportDesk = ReturnType<typeof createExportDesk>;

/** History as a file, made while it is sent: memory does not grow with it. */
export function createExportDesk(parts: Parts, now: () => number = Date.now) {
  const { history, inventory, corrections, fresh, log } = parts;

  /** @throws Problem not_found naming the entities that never were */
  return async ({ entity: ids, property, from, to, format }: ExportQuery): Promise<FileOut> => {
    const span = { from: from ?? EARLIEST, to: to ?? now() };
    if (span.from >= span.to) throw emptyRange();
    const entities = new Map((await inventory.entities()).map((entity) => [entity.id, entity]));
    const wanted = ids === undefined ? null : [...new Set(ids)];
    const missing = (wanted ?? []).filter((id) => !entities.has(id));
    if (missing.length > 0) throw unknown(missing);
    if (span.to > now() - RECENT_MS) await fresh();
    const all = (await history.latest()).filter(
      (key) => property === undefined || key.property === property,
    );
    const series =
      wanted === null
        ? all.sort(byName)
        : wanted.flatMap((id) => all.filter(({ entityId }) => entityId === id).sort(byName));
    return {
      contentType: CONTENT_TYPES[format],
      fileName: fileName(wanted, span, format),
      pieces: pieces(series, entities, span, lineWriter(format)),
    };
  };

  async function* pieces(
    series: readonly Key[],
    entities: ReadonlyMap<string, Entity>,
    span: Span,
    writer: LineWriter,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    let waiting: Uint8Array[] = [writer.begin];
    let size = writer.begin.length;
    try {
      for (const key of series) {
        for await (const lines of linesOf(key, entities.get(key.entityId), span, writer)) {
          waiting.push(lines);
          size += lines.length;
          if (size < PIECE_BYTES) continue;
          yield joined(waiting);
          [waiting, size] = [[], 0];
          // Another call may have come meanwhile.
          await setImmediate();
        }
      }
    } catch (error) {
      // The answer is under way, so it can only be cut; why is told here.
      log.error({ err: error }, 'an export was broken off');
      throw error;
    }
    if (size > 0) yield joined(waiting);
  }

  async function* linesOf(
    { entityId, property }: Key,
    entity: Entity | undefined,
    span: Span,
    writer: LineWriter,
  ): AsyncGenerator<Uint8Array, void> {
    const boolean = (await history.typeOf(entityId, property)) === 'boolean';
    const unit = entity === undefined ? null : unitOf(entity, property);
    const series: ExportedSeries = { entityId, property, unit, boolean };
    const fixes = await corrections.of(entityId, property);
    for await (const { columns, meaning } of stretches(history, entityId, property, span, fixes)) {
      yield writer.write(series, columns, meaning);
    }
  }
}

function byName(a: Key, b: Key): number {
  if (a.entityId !== b.entityId) return a.entityId < b.entityId ? -1 : 1;
  return a.property < b.property ? -1 : 1;
}

const joined = (waiting: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  waiting.length === 1 && waiting[0]!.buffer instanceof ArrayBuffer
    ? (waiting[0] as Uint8Array<ArrayBuffer>)
    : Buffer.concat(waiting);

/** `inglenook-2026-01-31.csv`, with the entity if it is one. */
function fileName(ids: readonly string[] | null, { to }: Span, format: string): string {
  const what = ids?.length === 1 ? ids[0]!.replaceAll(/[^\w.-]/g, '_').slice(0, 100) : 'inglenook';
  return `${what}-${formatTime(to).slice(0, 10)}.${format}`;
}

const unknown = (ids: readonly string[]) =>
  new Problem('not_found', {
    detail: `There is no entity ${ids.map((id) => JSON.stringify(id)).join(', ')}.`,
  });

const emptyRange = () =>
  new Problem('invalid_parameter', {
    detail: 'from: must be before to',
    errors: [{ parameter: 'from', detail: 'must be before to' }],
  });
