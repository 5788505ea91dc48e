// Writes the database client, lib/server/db/generated, from prisma/schema.prisma. Prisma's command
// line wants to download a schema engine first; naming any existing program instead keeps it offline,
// and generating needs no engine.
import { run } from './lib/run.mjs';

await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
  env: {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    NO_UPDATE_NOTIFIER: '1',
  },
});
