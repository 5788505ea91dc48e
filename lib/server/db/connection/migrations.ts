import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../project-root.ts';
import type { Provider } from './provider.ts';

const FOLDER: Readonly<Record<Provider, string>> = {
  sqlite: 'migrations',
  postgresql: 'migrations-postgresql',
};
const SCHEMA: Readonly<Record<Provider, string>> = {
  sqlite: 'schema.prisma',
  postgresql: 'schema-postgresql.prisma',
};

const folder = (provider: Provider) => path.join(projectRoot(), 'prisma', FOLDER[provider]);
const script = (provider: Provider, name: string) =>
  path.join(folder(provider), name, 'migration.sql');

/** The models, in Prisma's language. */
export const schemaOf = (provider: Provider): string =>
  readFileSync(path.join(projectRoot(), 'prisma', SCHEMA[provider]), 'utf8');

/** The migrations of this version, oldest first. */
export const migrationNames = (provider: Provider): readonly string[] =>
  readdirSync(folder(provider))
    .filter((name) => existsSync(script(provider, name)))
    .sort();

/** The same with their SQL, as the schema engine takes them. */
export const migrationsOnDisk = (provider: Provider) => ({
  baseDir: folder(provider),
  lockfile: {
    path: 'migration_lock.toml',
    content: readFileSync(path.join(folder(provider), 'migration_lock.toml'), 'utf8'),
  },
  shadowDbInitScript: '',
  migrationDirectories: migrationNames(provider).map((name) => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok' as const, value: readFileSync(script(provider, name), 'utf8') },
    },
  })),
});
