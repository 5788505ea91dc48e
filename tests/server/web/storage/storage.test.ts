import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDevice, type TestClient } from '../../../support/devices.ts';
import { storeDays } from '../../../support/long-past.ts';
import { startHome, type TestHome } from '../../../support/roles.ts';
import { until } from '../../../support/until.ts';
import { ask } from '../api.ts';

const DAY = 86_400_000;
const ATTIC = 'sensor.attic_temperature';
const DAYS = 100;

let home: TestHome;
let device: TestClient;
let token: string;
let reader: string;

const call = (path: string, body?: unknown, method?: string) =>
  ask(home.url, path, { token, body, ...(method && { method }) });
const storage = async (query = '') => (await call(`/storage${query}`)).body;
const policy = (scope: string, rawDays: number | null, summaryDays: number | null = null) =>
  call(`/retention/${encodeURIComponent(scope)}`, { rawDays, summaryDays }, 'PUT');
const preview = (scope: string, rawDays: number | null, summaryDays: number | null = null) =>
  call('/retention/preview', { scope, rawDays, summaryDays });
const take = (scope: string) =>
  call(`/retention/${encodeURIComponent(scope)}`, undefined, 'DELETE');

beforeAll(async () => {
  home = await startHome({ roles: ['broker'] });
  await storeDays(home.env.DATA_DIR!, ATTIC, DAYS);
  await home.start('recorder');
  await home.start('web');
  [token, reader] = [await home.token('admin'), await home.token('read')];
  device = await connectDevice(home, 'devices');
  for (const humidity of [40, 41, 42])
    await device.publish('sensors/cellar/humidity', String(humidity));
  await device.publish('lights/desk/state', '{"state":"on","brightness":50}');
  await until(async () => {
    const light = await call('/entities/light.desk/history?resolution=raw');
    return light.body.readings?.length > 0;
  });
});
afterAll(async () => {
  await device?.end();
  await home?.stop();
});

describe('what is stored', () => {
  test('is told as a whole and of each series', async () => {
    const { totals, forecast, ingest, losses, troubles, recorder, series, work, gaps } =
      await storage();
    const attic = series.find((one: { entity: string }) => one.entity === ATTIC);
    expect(attic).toMatchObject({
      property: 'value',
      kind: 'sensor',
      deviceClass: 'temperature',
      removed: false,
      readings: DAYS,
      retention: { scope: null, rawDays: null, summaryDays: null },
    });
    expect(attic.readingsPerDay).toBeCloseTo(1, 0);
    expect(Date.now() - Date.parse(attic.firstAt)).toBeGreaterThan((DAYS - 1) * DAY);
    expect(attic.bytes).toBeGreaterThan(0);
    const sum = series.reduce((all: number, one: { readings: number }) => all + one.readings, 0);
    expect(totals.readings).toBe(sum);
    expect(totals.bytes).toBeGreaterThan(4_096);
    expect(totals.bytesPerReading).toBeCloseTo(totals.bytes / sum, 3);
    expect(totals.freeBytes).toBeGreaterThan(0);
    expect(totals.reusableBytes).toBeGreaterThanOrEqual(0);
    expect(totals.firstAt).toBe(attic.firstAt);
    expect(forecast.basisDays).toBeGreaterThanOrEqual(0);
    expect(forecast.basisDays).toBeLessThanOrEqual(7);
    expect(forecast.inYear).toBeGreaterThanOrEqual(forecast.inMonth);
    expect(forecast.course.length).toBeGreaterThan(12);
    expect(ingest.perSecond).toBeGreaterThanOrEqual(0);
    expect(losses).toEqual({ lost: 0, ignored: 0 });
    expect(troubles).toEqual([]);
    expect(recorder.running).toBe(true);
    expect(Date.parse(recorder.committedAt)).toBeGreaterThan(Date.parse(recorder.since) - 1);
    expect([work, gaps]).toEqual([[], []]);
  });

  test('comes in pages of any order, each series once', async () => {
    const all = (await storage()).series;
    for (const sort of ['bytes', 'readings', 'rate', 'name']) {
      const walked: { entity: string; property: string; readings: number; name: string }[] = [];
      for (let cursor = ''; ; ) {
        const page = await storage(`?sort=${sort}&limit=1${cursor}`);
        expect(page.series).toHaveLength(1);
        walked.push(...page.series);
        if (page.nextCursor === null) break;
        cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
      }
      const keys = walked.map(({ entity, property }) => `${entity} ${property}`);
      expect(new Set(keys).size).toBe(all.length);
      if (sort === 'readings')
        expect(walked.map(({ readings }) => readings)).toEqual(
          walked.map(({ readings }) => readings).sort((a, b) => b - a),
        );
    }
    const one = await storage(`?entity=${ATTIC}`);
    expect(one.series.map(({ property }: { property: string }) => property)).toEqual(['value']);
    expect(one.totals.readings).toBeGreaterThan(DAYS);
  });

  test('is not told for cursors that are none, or of another order', async () => {
    const { nextCursor } = await storage('?sort=name&limit=1');
    for (const query of [
      '?cursor=e30',
      '?cursor=bm9uc2Vuc2U',
      `?sort=bytes&cursor=${nextCursor}`,
      '?sort=size',
      '?limit=0',
    ])
      expect((await call(`/storage${query}`)).status, query).toBe(400);
  });
});

describe('how long it is kept', () => {
  test('is for ever until somebody says otherwise', async () => {
    expect((await call('/retention')).body).toEqual({ policies: [] });
  });

  test('a preview tells what would be lost, and changes nothing', async () => {
    const { status, body } = await preview('home', 30);
    expect(status).toBe(200);
    expect(body.lost).toMatchObject({ entities: 1 });
    expect(body.lost.readings).toBeGreaterThanOrEqual(DAYS - 31);
    expect(body.lost.readings).toBeLessThanOrEqual(DAYS - 29);
    expect(Date.now() - Date.parse(body.lost.to)).toBeGreaterThanOrEqual(30 * DAY);
    expect(body.inYear.with).toBeLessThanOrEqual(body.inYear.without);
    expect(body.home.inYear.with).toBeLessThanOrEqual(body.home.inYear.without);
    expect((await preview('home', null)).body.lost).toBeNull();
    expect((await preview('class:light', 7)).body).toMatchObject({ entities: 1, lost: null });
    expect((await call('/retention')).body.policies).toEqual([]);
    // Reading is enough to look.
    const looked = await ask(home.url, '/retention/preview', {
      token: reader,
      body: { scope: 'home', rawDays: 1, summaryDays: null },
    });
    expect(looked.status).toBe(200);
  });

  test('the most specific policy holds, and taking it back lets the next one', async () => {
    const retention = async () => (await storage(`?entity=${ATTIC}`)).series[0].retention;
    expect((await policy('home', 3_650)).body).toMatchObject({ scope: 'home', dropped: 0 });
    expect((await policy('class:sensor/temperature', 1_000, 2_000)).status).toBe(200);
    expect((await policy(`entity:${ATTIC}`, null)).body).toMatchObject({ entities: 1 });
    expect(await retention()).toMatchObject({ scope: `entity:${ATTIC}`, rawDays: null });
    expect((await take(`entity:${ATTIC}`)).status).toBe(204);
    expect(await retention()).toEqual({
      scope: 'class:sensor/temperature',
      rawDays: 1_000,
      summaryDays: 2_000,
    });
    const { policies } = (await call('/retention')).body;
    expect(policies.map(({ scope }: { scope: string }) => scope)).toEqual([
      'class:sensor/temperature',
      'home',
    ]);
    for (const scope of ['class:sensor/temperature', 'home'])
      expect((await take(scope)).status).toBe(204);
    expect((await take('home')).status).toBe(404);
    expect(await retention()).toMatchObject({ scope: null, rawDays: null });
  });

  test('what makes no sense is refused with a reason', async () => {
    const wrong: [string, unknown, unknown][] = [
      ['house', 30, null],
      ['class:lamp', 30, null],
      ['entity:', 30, null],
      ['home', 0, null],
      ['home', 1.5, null],
      ['home', '30', null],
      ['home', 1e9, null],
      ['home', 30, 7],
      ['home', null, 7],
      ['home', 30, undefined],
    ];
    for (const [scope, rawDays, summaryDays] of wrong) {
      const body = { rawDays, summaryDays };
      const put = await call(`/retention/${encodeURIComponent(scope)}`, body, 'PUT');
      expect([scope, put.status]).toEqual([scope, 400]);
      expect(put.body.errors.length).toBeGreaterThan(0);
      expect((await call('/retention/preview', { scope, ...body })).status).toBe(400);
    }
    expect((await policy('entity:sensor.nobody', 30)).status).toBe(404);
    expect((await preview('entity:sensor.nobody', 30)).status).toBe(404);
    const refused = await ask(home.url, '/retention/home', {
      token: reader,
      method: 'PUT',
      body: { rawDays: 1, summaryDays: null },
    });
    expect(refused.status).toBe(403);
    expect((await call('/retention/preview', undefined, 'DELETE')).status).toBe(405);
    expect((await call('/retention')).body.policies).toEqual([]);
  });
});

test('the recorder drops what is too old, and its hours still answer', async () => {
  const from = new Date(Date.now() - 200 * DAY).toISOString();
  const history = async (query: string) =>
    (await call(`/entities/${ATTIC}/history?from=${from}&${query}`)).body;
  const daily = (await history('resolution=1d')).buckets;
  expect((await policy(`entity:${ATTIC}`, 30)).status).toBe(200);
  const done = await until(async () => {
    const [own] = (await call('/retention')).body.policies;
    return own.appliedAt === null ? null : own;
  });
  expect(done.dropped).toBeGreaterThanOrEqual(DAYS - 31);
  expect(done.dropped).toBeLessThanOrEqual(DAYS - 29);
  const { readings } = await history('resolution=raw');
  expect(readings).toHaveLength(DAYS - done.dropped);
  expect(Date.now() - Date.parse(readings[0][0])).toBeLessThan(31 * DAY);

  // What is left of the old days are their statistics.
  const still = (await history('resolution=1d')).buckets;
  const figures = ({ start, count, min, max }: Record<string, unknown>) => [start, count, min, max];
  expect(still.map(figures)).toEqual(daily.map(figures));

  const told = await until(async () => {
    const { series, work } = await storage(`?entity=${ATTIC}`);
    return work.length === 0 && series[0].readings < DAYS ? series[0] : null;
  });
  expect(told).toMatchObject({
    readings: DAYS - done.dropped,
    retention: { scope: `entity:${ATTIC}`, rawDays: 30, summaryDays: null },
  });

  // Then the statistics too.
  await policy(`entity:${ATTIC}`, 30, 30);
  await until(async () => (await call('/retention')).body.policies[0].appliedAt !== null);
  const last = (await history('resolution=1d')).buckets;
  expect(last.length).toBeLessThan(33);
  expect((await take(`entity:${ATTIC}`)).status).toBe(204);
});
