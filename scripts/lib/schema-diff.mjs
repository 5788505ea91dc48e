import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { inRoot } from './paths.mjs';
import { postgresqlSchema, SQLITE_SCHEMA } from './postgres-schema.mjs';

/** Where the migrations of each database lie, and the models they lead to. */
export const TARGETS = {
  sqlite: {
    folder: 'prisma/migrations',
    schema: () => readFileSync(inRoot(SQLITE_SCHEMA), 'utf8'),
  },
  postgresql: { folder: 'prisma/migrations-postgresql', schema: postgresqlSchema },
};

/**
 * The SQL that leads from the migrations of a database to its models, by Prisma's own engine as
 * WebAssembly; null: they lead there already.
 * @param url of a PostgreSQL server that may make databases; SQLite needs none
 */
export async function missingMigration(provider, url) {
  const folder = inRoot(TARGETS[provider].folder);
  const content = TARGETS[provider].schema();
  engine ??= loadEngine();
  await engine;
  const schemaEngine = await engineModule.SchemaEngine.new(
    { datamodels: [['schema.prisma', content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(provider === 'sqlite' ? sqlite() : postgresql(url)),
  );
  const { stdout, exitCode } = await schemaEngine.diff({
    from: {
      tag: 'migrations',
      baseDir: folder,
      lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
      shadowDbInitScript: '',
      migrationDirectories: migrationsIn(folder),
    },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  schemaEngine.free();
  return exitCode === 0 ? null : stdout;
}

function migrationsIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((directory) => {
      const value = readFileSync(path.join(folder, directory, 'migration.sql'), 'utf8');
      return {
        path: directory,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } },
      };
    });
}

/** In memory. The driver prepares single statements; the engine replays a migration as one script. */
function sqlite() {
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

const SINGLE_CHARACTER = 18;
const TEXT = 25;

/**
 * In a database that the driver makes and drops. The driver does not know a type of the system's own
 * tables, and cuts scripts at each semicolon.
 */
function postgresql(url) {
  const factory = new PrismaPg(url);
  const mended = (open) => async () => {
    const adapter = await open.call(factory);
    const pool = adapter.underlyingDriver();
    const characters = new WeakMap();
    const query = pool.query.bind(pool);
    pool.query = async (...parameters) => {
      const result = await query(...parameters);
      const fields = (result.fields ?? []).filter((field) => field.dataTypeID === SINGLE_CHARACTER);
      if (fields.length > 0)
        characters.set(
          result.rows,
          fields.map((field) => field.name),
        );
      for (const field of fields) field.dataTypeID = TEXT;
      return result;
    };
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (question) => {
      const result = await queryRaw(question);
      for (const name of characters.get(result.rows) ?? []) {
        result.columnTypes[result.columnNames.indexOf(name)] = ColumnTypeEnum.Character;
      }
      return result;
    };
    adapter.executeScript = async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: mended(factory.connect),
    connectToShadowDb: mended(factory.connectToShadowDb),
  };
}

let engine;

async function loadEngine() {
  const wasm = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  const bytes = readFileSync(path.join(path.dirname(wasm), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': engineModule,
  });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}
