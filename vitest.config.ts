import path from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@': path.resolve(import.meta.dirname) };

export default defineConfig({
  resolve: { alias },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/server/**', 'tests/e2e/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          // Real roles, brokers and databases: a busy machine makes them slow, and now and then strange.
          // What passes only when it is made again is told at the end.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          retry: 1,
          include: ['tests/server/**/*.test.ts'],
          globalSetup: ['tests/support/build-roles.ts'],
        },
      },
    ],
  },
});
