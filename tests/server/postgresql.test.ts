import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDevice, type TestClient } from '../support/devices.ts';
import { emptyPostgresDatabase, sharedPostgres } from '../support/postgres.ts';
import { startHome, type TestHome } from '../support/roles.ts';
import { until } from '../support/until.ts';
import { ask } from './web/api.ts';

/** Roles are started six times. */
const LONG_MS = 480_000;

let home: TestHome;
let token: string;
let meter: TestClient;
let last = 0;

beforeAll(async () => {
  home = await startHome({ env: { DATABASE_URL: await emptyPostgresDatabase() } });
  token = await home.token('read');
  meter = await connectDevice(home, 'meter');
  await meter.publish('homeassistant/sensor/meter/config', {
    unique_id: 'meter',
    name: 'meter',
    state_topic: 'meter/state',
    state_class: 'measurement',
  });
});
afterAll(async () => {
  await meter?.end();
  await home?.stop();
});

/** Acknowledged readings 1, 2, 3 …, some at a time, until `work` is done and some more have come. */
async function underLoad(work: () => Promise<unknown>): Promise<void> {
  let busy = true;
  const load = (async () => {
    for (let rest = 3; rest > 0; rest -= busy ? 0 : 1) {
      const some = Array.from({ length: 20 }, () => String(++last));
      await Promise.all(some.map((value) => meter.publish('meter/state', value)));
      await delay(20);
    }
  })();
  await work().finally(() => {
    busy = false;
  });
  await load;
}

/** What REST tells of the sensor, oldest first, from the first page to the last. */
async function history(): Promise<number[]> {
  const values: number[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await ask(
      home.url,
      `/entities/sensor.meter/history?resolution=raw&from=2020-01-01T00:00:00Z${cursor}`,
      { token },
    );
    if (status !== 200) throw new Error(JSON.stringify(body));
    values.push(...body.readings.map(([, value]: [string, number]) => value));
    if (body.nextCursor === null) return values;
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
  }
}

/** Every acknowledged reading is there once, in order. */
async function expectAll(): Promise<void> {
  await until(async () => (await history()).at(-1) === last, { what: `reading ${last}` });
  expect(await history()).toEqual(Array.from({ length: last }, (_, i) => i + 1));
}

test(
  'a home on PostgreSQL loses and doubles nothing, whatever ends in between',
  async () => {
    await underLoad(async () => {});
    await expectAll();

    await underLoad(async () => {
      await home.kill('recorder');
      await home.start('recorder');
    });
    await expectAll();

    const server = await sharedPostgres();
    await underLoad(async () => {
      await server.halt();
      await delay(500);
      await server.resume();
    });
    await expectAll();

    await underLoad(async () => {
      await home.kill('recorder');
      await server.halt();
      const starting = home.start('recorder');
      await delay(500);
      await server.resume();
      await starting;
    });
    await expectAll();
  },
  LONG_MS,
);
