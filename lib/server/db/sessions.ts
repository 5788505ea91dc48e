import type { Database } from './connection/client.ts';

export type SignInSession = {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
};

/** Where people are signed in; the sign-in library makes the rows. */
export function sessionStore({ prisma }: Pick<Database, 'prisma'>, now: () => number = Date.now) {
  return {
    /** Sessions in force, newest first. */
    async list(): Promise<readonly SignInSession[]> {
      const rows = await prisma.session.findMany({
        where: { expiresAt: { gt: new Date(now()) } },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      });
      return rows.map((row) => ({
        id: row.id,
        createdAt: row.createdAt.getTime(),
        expiresAt: row.expiresAt.getTime(),
        userAgent: row.userAgent || null,
        ipAddress: row.ipAddress || null,
      }));
    },

    /** False: there is no such session. */
    async remove(id: string): Promise<boolean> {
      return (await prisma.session.deleteMany({ where: { id } })).count > 0;
    },

    /** Rows of sessions that ended by themselves. */
    async removeExpired(): Promise<void> {
      await prisma.session.deleteMany({ where: { expiresAt: { lte: new Date(now()) } } });
    },
  };
}

export type SessionStore = ReturnType<typeof sessionStore>;
