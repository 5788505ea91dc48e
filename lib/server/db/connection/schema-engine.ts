import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { projectRoot } from '../../project-root.ts';
import { schemaOf } from './migrations.ts';
import type { Provider } from './provider.ts';

type EngineModule = {
  readonly SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: unknown): void;
};

let loaded: Promise<EngineModule> | undefined;

/** Prisma's migration engine as WebAssembly, speaking through `factory`; loaded only when asked for. */
export async function startSchemaEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  provider: Provider,
): Promise<SchemaEngine> {
  // Its script keeps views of the memory of its one instance, so there can be no second.
  loaded ??= load();
  const { SchemaEngine: Engine } = await loaded;
  return Engine.new(
    { datamodels: [['schema.prisma', schemaOf(provider)]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

/** Found in node_modules at run time, so that no bundler has to understand WebAssembly. */
async function load(): Promise<EngineModule> {
  const require = createRequire(path.join(projectRoot(), 'package.json'));
  const script = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const href = pathToFileURL(script).href;
  const engine: EngineModule = await import(
    /* webpackIgnore: true */ /* turbopackIgnore: true */ href
  );
  const wasm = readFileSync(path.join(path.dirname(script), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, {
    './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  return engine;
}
