import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askPostgres, startPostgres } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';

const SLEEPS = "SELECT pg_sleep(600), 'asleep' AS state";
const asleep = "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%asleep%'";
/** While it starts anew the server has no children for some of these moments. */
const MOMENTS_MS = [0, 4, 8, 12, 16, 20, 30];

test('a PostgreSQL that is starting anew after one of its processes died can be killed, and be started again', async () => {
  const server = await startPostgres();
  const url = server.url('postgres');
  try {
    await askPostgres(url, 'CREATE TABLE kept (moment int)');
    for (const moment of MOMENTS_MS) {
      await askPostgres(url, `INSERT INTO kept VALUES (${moment})`);
      const ended = expect(askPostgres(url, SLEEPS)).rejects.toThrow();
      await until(async () => (await askPostgres(url, asleep))[0]![0] === 2);
      server.killBackend();
      await delay(moment);
      await server.kill();
      await ended;
      await server.resume();
    }
    const kept = await askPostgres(url, 'SELECT moment FROM kept ORDER BY moment');
    expect(kept.flat()).toEqual(MOMENTS_MS);
  } finally {
    await server.stop();
  }
});
