import type { Entity } from '../../domain/entity/entity.ts';
import type { Policy, Subject } from '../../domain/history/retention.ts';
import type { Database } from './connection/client.ts';

/** A policy as it is stored. Times in epoch ms. */
export type StoredPolicy = Policy & {
  /** As `scopeText` writes it. */
  readonly scope: string;
  readonly createdAt: number;
  /** When the recorder carried it out to the end; null: not since it was changed. */
  readonly appliedAt: number | null;
  /** Readings dropped since it was changed. */
  readonly dropped: number;
};

/** An entity whose history there is, also one whose device is gone. */
export type StoredSubject = Subject & { readonly removed: boolean; readonly entity: Entity };

/** How long history is kept where not for ever. The web writes it, the recorder carries it out. */
export function retentionStore({ prisma }: Pick<Database, 'prisma'>) {
  const policies = prisma.retention;
  return {
    /** All policies, by scope. */
    async all(): Promise<readonly StoredPolicy[]> {
      const rows = await policies.findMany({ orderBy: { scope: 'asc' } });
      return rows.map(({ createdAt, appliedAt, dropped, ...row }) => ({
        ...row,
        createdAt: Number(createdAt),
        appliedAt: appliedAt === null ? null : Number(appliedAt),
        dropped: Number(dropped),
      }));
    },

    /** Sets the policy of a scope; it is carried out from its beginning. */
    async put(scope: string, { rawDays, summaryDays }: Policy, now: number): Promise<void> {
      const fresh = {
        rawDays,
        summaryDays,
        createdAt: BigInt(now),
        appliedAt: null,
        dropped: BigInt(0),
      };
      await policies.upsert({ where: { scope }, create: { scope, ...fresh }, update: fresh });
    },

    /** False: there was none. What it protected may now fall to a wider one, so all are due again. */
    async remove(scope: string): Promise<boolean> {
      const { count } = await policies.deleteMany({ where: { scope } });
      if (count > 0) await policies.updateMany({ data: { appliedAt: null } });
      return count > 0;
    },

    /** Counts readings that were dropped by a policy. */
    async addDropped(scope: string, readings: number): Promise<void> {
      await policies.updateMany({
        where: { scope },
        data: { dropped: { increment: BigInt(readings) } },
      });
    },

    /** A policy has been carried out; one that was changed meanwhile stays due. */
    async setApplied({ scope, createdAt }: StoredPolicy, now: number): Promise<void> {
      await policies.updateMany({
        where: { scope, createdAt: BigInt(createdAt) },
        data: { appliedAt: BigInt(now) },
      });
    },

    /** All entities that ever had a history. */
    async subjects(): Promise<readonly StoredSubject[]> {
      const rows = await prisma.entity.findMany({
        select: { id: true, body: true, removedAt: true },
      });
      return rows.map(({ id, body, removedAt }) => {
        const entity = JSON.parse(body) as Entity;
        const { kind, deviceClass } = entity;
        return { id, kind, deviceClass, removed: removedAt !== null, entity };
      });
    },
  };
}

export type RetentionStore = ReturnType<typeof retentionStore>;
