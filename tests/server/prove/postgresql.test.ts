import { test } from 'vitest';
import { moveToAndFro } from '../../../prove/copy.ts';
import { serverDatabase } from '../../../prove/databases.ts';
import { killServer } from '../../../prove/kill-database.ts';
import { withSetting } from '../../../prove/setting.ts';
import { startPostgres } from '../../support/postgres.ts';
import { expectHolds } from './expect-holds.ts';

// The short forms of what `npm run prove` does at length.
const seed = Math.floor(Math.random() * 1_000_000);
/** Roles are started up to nine times, also on a machine that has other things to do. */
const LONG_MS = 480_000;

test(
  'PostgreSQL is killed under load: nothing acknowledged is lost, doubled or reordered',
  async () => {
    const server = await startPostgres();
    const wish = { database: serverDatabase(server), env: { RECORDER_COMMIT_MS: '20' } };
    await withSetting(wish, async (setting) =>
      expectHolds(await killServer(setting, server, { about: 'embedded', seed, rounds: 3 }), seed),
    );
  },
  LONG_MS,
);

test(
  'a home moves to PostgreSQL and back under load, to the last bit, though the copy is killed',
  async () => {
    const course = { broker: 'embedded', kills: 1, days: 1, seed } as const;
    for await (const finding of moveToAndFro(course)) expectHolds(finding, seed);
  },
  LONG_MS,
);
