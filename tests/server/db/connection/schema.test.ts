import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { postgresqlSchema } from '../../../../scripts/lib/postgres-schema.mjs';
import { missingMigration } from '../../../../scripts/lib/schema-diff.mjs';
import { sharedPostgres } from '../../../support/postgres.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

test('the models for PostgreSQL are those of SQLite', () => {
  const file = readFileSync(path.join(root, 'prisma/schema-postgresql.prisma'), 'utf8');
  expect(file).toBe(postgresqlSchema());
});

test.each(['sqlite', 'postgresql'] as const)(
  'the migrations of %s lead to the models',
  async (provider) => {
    const server = await sharedPostgres();
    expect(await missingMigration(provider, server.url('postgres'))).toBeNull();
  },
);
