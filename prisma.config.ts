import { defineConfig } from 'prisma/config';

/**
 * For `prisma generate` alone (scripts/prisma-generate.mjs): migrations are authored by scripts/migration.mjs
 * and applied by lib/server/db/migrate.ts, neither of which needs Prisma's downloaded engine.
 */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
