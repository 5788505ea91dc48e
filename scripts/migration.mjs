// node scripts/migration.mjs NAME: writes prisma/migrations/<time>_NAME/migration.sql, which leads from
// the migrations there are to prisma/schema.prisma. Uses Prisma's own engine as WebAssembly, so that
// nothing is downloaded. Read the SQL before committing it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { inRoot, say } from './lib/paths.mjs';

const name = process.argv[2];
if (!/^[a-z0-9_]+$/.test(name ?? '')) {
  say('Usage: node scripts/migration.mjs NAME   (lower case letters, digits and _)');
  process.exit(64);
}

const folder = inRoot('prisma/migrations');
const schema = readFileSync(inRoot('prisma/schema.prisma'), 'utf8');
mkdirSync(folder, { recursive: true });
const lock = path.join(folder, 'migration_lock.toml');
if (!existsSync(lock)) writeFileSync(lock, 'provider = "sqlite"\n');

const migrationDirectories = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
  .map((directory) => ({
    path: directory,
    migrationFile: {
      path: 'migration.sql',
      content: {
        tag: 'ok',
        value: readFileSync(path.join(folder, directory, 'migration.sql'), 'utf8'),
      },
    },
  }));

const engine = await startEngine();
const { stdout, exitCode } = await engine.diff({
  from: {
    tag: 'migrations',
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(lock, 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories,
  },
  to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
  script: true,
  exitCode: true,
  filters: { externalTables: [], externalEnums: [] },
});
if (exitCode === 0) {
  say('The migrations already lead to prisma/schema.prisma; nothing to write.');
} else {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const target = path.join(folder, `${time}_${name}`);
  mkdirSync(target);
  writeFileSync(path.join(target, 'migration.sql'), stdout);
  say(`Wrote ${path.relative(inRoot(), target)}/migration.sql`);
}
engine.free();

async function startEngine() {
  const wasm = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  const bytes = readFileSync(path.join(path.dirname(wasm), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': engineModule,
  });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engineModule.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(inMemory()),
  );
}

/** The driver prepares single statements; the engine replays a migration as one script. */
function inMemory() {
  const factory = new PrismaBetterSqlite3({ url: ':memory:' });
  const connect = async () => {
    const adapter = await factory.connect();
    const executeRaw = adapter.executeRaw.bind(adapter);
    adapter.executeRaw = async (query) => {
      if (query.args.length > 0) return executeRaw(query);
      await adapter.executeScript(query.sql);
      return 0;
    };
    return adapter;
  };
  const { provider, adapterName } = factory;
  return { provider, adapterName, connect, connectToShadowDb: connect };
}
