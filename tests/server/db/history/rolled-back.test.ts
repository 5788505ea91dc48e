import { afterEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
afterEach(() => database.stop());

// As it does when the disk fails or is full in the midst of a commit.
test('a transaction that SQLite itself has ended fails alone, and the next one goes on', async () => {
  database = await testDatabase();
  const { db } = database;
  await db.prisma.counter.create({ data: { name: 'taken', count: 1n, lastAt: 1n } });
  const ended = db.transaction(async (statements) => {
    await statements
      .$executeRawUnsafe(
        `INSERT OR ROLLBACK INTO counter (name, count, last_at) VALUES ('taken', 2, 2)`,
      )
      .catch(() => {});
  });
  await expect(ended).rejects.toThrow(/cannot commit/);
  await db.transaction(async (statements) => {
    await statements.counter.create({ data: { name: 'next', count: 1n, lastAt: 1n } });
  });
  expect(await db.prisma.counter.count()).toBe(2);
});
