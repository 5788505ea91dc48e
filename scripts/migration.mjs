// node scripts/migration.mjs NAME: writes, for each of the two databases, <time>_NAME/migration.sql, which
// leads from the migrations there are to the models of prisma/schema.prisma. Nothing is downloaded; a
// temporary PostgreSQL is started. Read the SQL before committing it: what the models cannot say is
// added by hand.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, say } from './lib/paths.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { missingMigration, TARGETS } from './lib/schema-diff.mjs';

const name = process.argv[2];
if (!/^[a-z0-9_]+$/.test(name ?? '')) {
  say('Usage: node scripts/migration.mjs NAME   (lower case letters, digits and _)');
  process.exit(64);
}
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const server = await startPostgres();
for (const [provider, { folder }] of Object.entries(TARGETS)) {
  const lock = inRoot(folder, 'migration_lock.toml');
  mkdirSync(inRoot(folder), { recursive: true });
  if (!existsSync(lock)) writeFileSync(lock, `provider = "${provider}"\n`);
  const sql = await missingMigration(provider, server.url('postgres'));
  if (sql === null) {
    say(`${folder} already leads to the models; nothing to write.`);
    continue;
  }
  const target = path.join(folder, `${time}_${name}`, 'migration.sql');
  mkdirSync(path.dirname(inRoot(target)));
  writeFileSync(inRoot(target), sql);
  say(`Wrote ${target}`);
}
await server.stop();
