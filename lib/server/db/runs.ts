import type { Span } from '../../domain/history/gaps.ts';
import type { Database } from './connection/client.ts';
import type { Row } from './connection/driver.ts';
import { engineOf } from './history/engine.ts';

/** A run whose heartbeat is older has died. The recorder writes one every 15 s, unless it stores readings. */
export const HEARTBEAT_LIMIT_MS = 45_000;

export type RecorderRun = {
  readonly id: number;
  readonly startedAt: number;
  readonly aliveAt: number;
  readonly endedAt: number | null;
  readonly note: string | null;
};

/** When recorders ran, so that a gap in the history can say whether it is the recorder's own. */
export function runStore(db: Database) {
  const runs = db.prisma.recorderRun;
  const { driver, sql } = engineOf(db);

  /** When readings were last stored: a sign of life of the newest run, which saves it a write. Epoch ms. */
  async function lastStored(): Promise<number> {
    const [rows] = await driver.read(sql.newestTail());
    return Number(rows?.[0]?.[0] ?? 0);
  }

  /** The newest run, with the sign of life that it has given by storing. */
  async function newest(): Promise<RecorderRun | null> {
    return (await recent(1))[0] ?? null;
  }

  async function recent(limit: number): Promise<RecorderRun[]> {
    const rows = await runs.findMany({
      where: { id: { gt: 0 } },
      orderBy: { id: 'desc' },
      take: limit,
    });
    const [first, ...others] = rows.map(toRun);
    return first === undefined ? [] : [enliven(first, await lastStored()), ...others];
  }

  return {
    lastStored,

    /** Begins a run. `note` says what is odd about it, such as a session the broker has lost. */
    async begin(now: number, note: string | null = null): Promise<number> {
      const at = BigInt(now);
      const before = await newest();
      // From here on what is stored is a sign of life of the new run.
      if (before !== null && before.endedAt === null) {
        const data = { aliveAt: BigInt(before.aliveAt) };
        await runs.update({ where: { id: before.id }, data });
      }
      return (await runs.create({ data: { startedAt: at, aliveAt: at, note } })).id;
    },

    /** Enters a run that is over, such as the one that an import stands for. */
    async enter({ from, to }: Span, note: string | null = null): Promise<void> {
      const end = BigInt(to);
      await runs.create({ data: { startedAt: BigInt(from), aliveAt: end, endedAt: end, note } });
    },

    async beat(id: number, now: number): Promise<void> {
      await runs.update({ where: { id }, data: { aliveAt: BigInt(now) } });
    },

    async end(id: number, now: number, note?: string): Promise<void> {
      const at = BigInt(now);
      await runs.update({
        where: { id },
        data: { aliveAt: at, endedAt: at, ...(note === undefined ? {} : { note }) },
      });
    },

    /** The newest runs, the newest first. */
    recent,

    /** The newest run, or the newest that goes on where there are several: what the web calls the recorder's health. */
    async newest(now: number = Date.now()): Promise<RecorderRun | null> {
      const all = await recent(SIDE_BY_SIDE);
      const [first] = all;
      return all.find((run) => isBeside(run, first, now)) ?? first ?? null;
    },

    /**
     * When a recorder ran within [from, to), oldest first. A run that is alive lasts until `now`; one
     * that another has followed is not, unless it has shown itself since. Before the very first run nobody was there to be down, so that
     * time counts as run.
     */
    async spans({ from, to }: Span, now: number): Promise<Span[]> {
      const [first, latest, known, stored] = await driver.read(
        sql.firstRun(),
        sql.newestRun(),
        sql.runsIn(from - HEARTBEAT_LIMIT_MS, to),
        sql.newestTail(),
      );
      const last = latest?.[0] && enliven(runOf(latest[0]), Number(stored?.[0]?.[0] ?? 0));
      const reaches = last && last.startedAt < to && last.aliveAt > from - HEARTBEAT_LIMIT_MS;
      const others = (known ?? []).map(runOf).filter(({ id }) => id !== last?.id);
      const spans = (reaches ? [...others, last] : others).map((run) => {
        const { id, startedAt, aliveAt, endedAt } = run;
        const beating = endedAt === null && now - aliveAt < HEARTBEAT_LIMIT_MS;
        const alive = beating && (id === last?.id || isBeside(run, last, now));
        return { from: startedAt, to: alive ? now : (endedAt ?? aliveAt) };
      });
      const began = first?.[0]?.[0] ?? null;
      const begin = began === null ? to : Number(began);
      return begin > from ? [{ from, to: Math.min(begin, to) }, ...spans] : spans;
    },
  };
}

/** So many recorders of one home, with the runs that they begin, hide no other. */
const SIDE_BY_SIDE = 32;

/** Whether a run goes on: the newest one, or one that has beaten since that began (of several recorders). */
export function isBeside(
  { id, aliveAt, endedAt }: Run,
  newest: Run | null | undefined,
  now: number,
): boolean {
  if (endedAt !== null || Math.abs(now - aliveAt) >= HEARTBEAT_LIMIT_MS) return false;
  return id === newest?.id || aliveAt > (newest?.startedAt ?? Number.POSITIVE_INFINITY);
}

/** A run as Prisma reads it. */
type Stored = {
  readonly id: number;
  readonly startedAt: bigint;
  readonly aliveAt: bigint;
  readonly endedAt: bigint | null;
  readonly note: string | null;
};

const toRun = ({ id, startedAt, aliveAt, endedAt, note }: Stored): RecorderRun => ({
  ...runOf([id, Number(startedAt), Number(aliveAt), endedAt === null ? null : Number(endedAt)]),
  note,
});

type Run = Omit<RecorderRun, 'note'>;

const runOf = ([id, startedAt, aliveAt, endedAt]: Row): Run => ({
  id: Number(id),
  startedAt: Number(startedAt),
  aliveAt: Number(aliveAt),
  endedAt: endedAt === null ? null : Number(endedAt),
});

/** With the sign of life that the newest run has given by storing. */
const enliven = <T extends Run>(run: T, storedAt: number): T =>
  run.endedAt === null && storedAt > run.aliveAt ? { ...run, aliveAt: storedAt } : run;

export type RunStore = ReturnType<typeof runStore>;
