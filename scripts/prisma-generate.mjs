// Writes the database clients, lib/server/db/generated and generated-postgresql, from
// prisma/schema.prisma. Prisma's command line wants to download a schema engine first; naming any
// existing program instead keeps it offline, and generating needs no engine.
import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { POSTGRESQL_SCHEMA, postgresqlSchema, SQLITE_SCHEMA } from './lib/postgres-schema.mjs';
import { run } from './lib/run.mjs';

const wanted = postgresqlSchema();
if (readFileSync(inRoot(POSTGRESQL_SCHEMA), { encoding: 'utf8', flag: 'a+' }) !== wanted) {
  writeFileSync(inRoot(POSTGRESQL_SCHEMA), wanted);
}
await Promise.all(
  [SQLITE_SCHEMA, POSTGRESQL_SCHEMA].map((schema) =>
    run(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--schema', schema], {
      env: {
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
        NO_UPDATE_NOTIFIER: '1',
      },
    }),
  ),
);
