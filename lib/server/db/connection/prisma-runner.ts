import type { Statements } from './client.ts';
import type { Cell, Row, Runner } from './driver.ts';

/** A transaction of Prisma as the history's statements want it. Its blobs take a detour, so few of them. */
export const prismaRunner = (statements: Statements): Runner => ({
  async query({ sql, args }) {
    const rows = await statements.$queryRawUnsafe<Record<string, unknown>[]>(sql, ...args);
    return rows.map((row): Row => Object.values(row).map(cellOf));
  },
  run: ({ sql, args }) => statements.$executeRawUnsafe(sql, ...args),
});

const cellOf = (value: unknown): Cell =>
  typeof value === 'bigint' ? Number(value) : (value as Cell);
