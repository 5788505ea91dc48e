import { setTimeout as delay } from 'node:timers/promises';
import { isDiskFailure } from '../db/connection/disk-failure.ts';
import { isRefusal, isTransient } from '../db/connection/errors.ts';
import type { Batch } from '../db/history/batch.ts';
import { Fenced } from '../db/history/tail/fence.ts';
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
   * Carries out a write, however long the disk takes; false: the database refuses it for what it is.
   * @throws the abort reason when the recorder stops meanwhile, `Fenced` when another has taken over;
   *   nothing is then stored
   */
  async function persist(work: () => Promise<void>): Promise<boolean> {
    let complainedAt = -Infinity;
    for (let attempt = 1; ; attempt++) {
      try {
        await work();
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
    if (await persist(() => history.append(batch))) return;
    const { cursor, fence, counts = [], deliveries, ...content } = batch;
    const { now } = batch;
    const { good, lost } = await sift({ now }, partsOf(content));
    const quarantined = { name: 'quarantined', by: lost, at: now, detail: null };
    const rest = {
      cursor,
      fence,
      deliveries,
      counts: lost > 0 ? [...counts, quarantined] : counts,
    };
    // What is good, and that all of it has been heard, in one: a crash must not repeat half of it.
    await persist(() => history.append({ ...good, ...rest }));
  };

  /** Adds to `good` what the database takes, and tells how many parts it does not. Nothing is stored yet. */
  async function sift(good: Content, parts: readonly Content[]): Promise<Sifted> {
    if (parts.length === 0) return { good, lost: 0 };
    const all = together([good, ...parts]);
    if (await persist(() => history.rehearse(all))) return { good: all, lost: 0 };
    if (parts.length === 1) {
      log.error({ part: parts[0] }, 'quarantined: this cannot be stored');
      return { good, lost: 1 };
    }
    const middle = parts.length >> 1;
    const first = await sift(good, parts.slice(0, middle));
    const second = await sift(first.good, parts.slice(middle));
    return { good: second.good, lost: first.lost + second.lost };
  }
}

type Content = Omit<Batch, 'cursor' | 'fence' | 'counts' | 'deliveries'>;
type Sifted = { readonly good: Content; readonly lost: number };

/** What can be stored without the rest; what others need comes before them. */
function partsOf({ now, ...content }: Content): Content[] {
  const { devices = [], entities = [], heard = [], rows = [], removed = [] } = content;
  const { successions = [], ordersDone = [] } = content;
  const byId = new Map(devices.map((device) => [device.id, device]));
  const deviceOf = (id: string) => [byId.get(id)].filter((device) => device !== undefined);
  return [
    ...entities.map((one) => ({ now, entities: [one], devices: deviceOf(one.deviceId) })),
    ...heard.map((one) => ({ now, heard: [one] })),
    ...rows.map((one) => ({ now, rows: [one] })),
    ...removed.map((one) => ({ now, removed: [one] })),
    ...successions.map((one) => ({ now, successions: [one] })),
    ...ordersDone.map((one) => ({ now, ordersDone: [one] })),
  ];
}

const together = (parts: readonly [Content, ...Content[]]): Content => ({
  now: parts[0].now,
  devices: [...new Set(parts.flatMap(({ devices = [] }) => devices))],
  entities: parts.flatMap(({ entities = [] }) => entities),
  heard: parts.flatMap(({ heard = [] }) => heard),
  rows: parts.flatMap(({ rows = [] }) => rows),
  removed: parts.flatMap(({ removed = [] }) => removed),
  successions: parts.flatMap(({ successions = [] }) => successions),
  ordersDone: parts.flatMap(({ ordersDone = [] }) => ordersDone),
});

export type Write = ReturnType<typeof createWriter>;
