import { setTimeout as delay } from 'node:timers/promises';
import type { Batch } from '../db/batch.ts';
import { isDiskFailure } from '../db/disk-failure.ts';
import { isRefusal, isTransient } from '../db/errors.ts';
import { Fenced } from '../db/fence.ts';
import type { HistoryStore } from '../db/history.ts';
import type { Log } from '../log.ts';

const RETRY_MS = 500;
/** How often a batch is tried again for an error that is neither the disk's nor the data's. */
const STRANGE_ATTEMPTS = 20;
/** While the disk stays full, this often is enough in the log. */
const COMPLAIN_MS = 30_000;

/**
 * Stores batches and does not give up: while the disk is full or the database is busy it tries again,
 * and everything behind it waits. A part that the database refuses for what it is gets quarantined (logged
 * and counted), so that it blocks nothing. A disk that fails to keep what it was given is the end.
 */
export function createWriter(
  history: HistoryStore,
  log: Log,
  signal: AbortSignal,
  onDiskFailure: (error: unknown) => never,
) {
  /**
   * @throws the abort reason when the recorder stops meanwhile, `Fenced` when another has taken over; the
   *   batch is then not stored
   */
  async function persist(batch: Batch): Promise<boolean> {
    let complainedAt = -Infinity;
    for (let attempt = 1; ; attempt++) {
      try {
        await history.append(batch);
        if (complainedAt > -Infinity) log.info('the history can be written again');
        return true;
      } catch (error) {
        if (error instanceof Fenced) throw error;
        if (isDiskFailure(error)) onDiskFailure(error);
        const strange = !isTransient(error) && attempt > STRANGE_ATTEMPTS;
        if (strange || isRefusal(error)) {
          log.error({ err: error }, 'the database refuses a batch');
          return false;
        }
        if (performance.now() - complainedAt > COMPLAIN_MS) {
          complainedAt = performance.now();
          log.error({ err: error }, 'the history cannot be written; nothing is lost, trying again');
        }
      }
      await delay(RETRY_MS, undefined, { signal });
    }
  }

  return async function write(batch: Batch): Promise<void> {
    if (await persist(batch)) return;
    const { now, cursor, fence, counts = [], deliveries, ...content } = batch;
    const lost = await salvage(content, now);
    const quarantined = { name: 'quarantined', by: lost, at: now, detail: null };
    // The end of the batch, without what was refused: its messages will not come again.
    await persist({
      now,
      counts: lost > 0 ? [...counts, quarantined] : counts,
      cursor,
      fence,
      deliveries,
    });
  };

  type Content = Omit<Batch, 'now' | 'cursor' | 'fence' | 'counts' | 'deliveries'>;

  /** Stores the parts of a refused batch that are good; tells how many were not. */
  async function salvage({ devices, entities, removed, heard, rows }: Content, now: number) {
    let lost = 0;
    const devicesById = new Map(devices?.map((device) => [device.id, device]));
    lost += await each(entities ?? [], (part) => ({
      now,
      entities: part,
      devices: [...new Set(part.map(({ deviceId }) => deviceId))].flatMap(
        (id) => devicesById.get(id) ?? [],
      ),
    }));
    lost += await each(heard ?? [], (part) => ({ now, heard: part }));
    lost += await each(rows ?? [], (part) => ({ now, rows: part }));
    lost += await each(removed ?? [], (part) => ({ now, removed: part }));
    return lost;
  }

  /** Halves what is refused until the bad ones are alone. */
  async function each<T>(
    parts: readonly T[],
    toBatch: (part: readonly T[]) => Batch,
  ): Promise<number> {
    if (parts.length === 0 || (await persist(toBatch(parts)))) return 0;
    if (parts.length === 1) {
      log.error({ part: parts[0] }, 'quarantined: this cannot be stored');
      return 1;
    }
    const middle = parts.length >> 1;
    return (
      (await each(parts.slice(0, middle), toBatch)) + (await each(parts.slice(middle), toBatch))
    );
  }
}

export type Write = ReturnType<typeof createWriter>;
