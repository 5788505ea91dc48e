import path from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../lib/server/db/connection/client.ts';
import { historyStore } from '../../../../lib/server/db/history.ts';
import { runStore } from '../../../../lib/server/db/runs.ts';
import { startHome, type TestHome } from '../../../support/roles.ts';
import { until } from '../../../support/until.ts';
import { ask } from '../api.ts';
import { calendarStart, truth } from './history-truth.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = 'Europe/Berlin';

let home: TestHome;
let token: string;
let db: Database;
let device: MqttClient;
let login: { username: string; password: string };

const get = (where: string) => ask(home.url, where, { token });
const iso = (at: number) => new Date(at).toISOString();
const of = async (id: string, query: Record<string, string | number>) => {
  const text = new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]));
  return (await get(`/entities/${id}/history?${text}`)).body;
};
const publish = (topic: string, payload: unknown) =>
  device.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), {
    qos: 1,
  });

/** A sensor that the home knows, and what was recorded of it long ago. */
async function sensor(name: string, readings: readonly { at: number; value: number | null }[]) {
  await device.publishAsync(
    `homeassistant/sensor/${name}/config`,
    JSON.stringify({
      unique_id: name,
      name,
      state_topic: `${name}/state`,
      state_class: 'measurement',
      availability_topic: `${name}/status`,
    }),
    { qos: 1, retain: true },
  );
  const id = `sensor.${name}`;
  await until(async () => (await db.prisma.entity.findUnique({ where: { id } })) !== null);
  await until(async () => (await get(`/entities/${id}`)).status === 200);
  const rows = readings.map(({ at, value }, i) => ({
    entityId: id,
    property: 'value',
    at,
    value,
    seq: i,
  }));
  await historyStore(db).append({ now: 0, rows });
  return id;
}

beforeAll(async () => {
  home = await startHome({ env: { HOME_TIME_ZONE: ZONE } });
  token = await home.token('read');
  login = await home.mqttUser('test devices');
  db = await openDatabase({
    DATABASE_URL: `file:${path.join(home.env['DATA_DIR']!, 'inglenook.db')}`,
  });
  device = await mqtt.connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, login);
});
afterAll(async () => {
  await device?.endAsync(true);
  await db?.close();
  await home?.stop();
});

test('days of summer and winter time say what their readings say', async () => {
  const from = Date.parse('2025-10-20T00:00:00+02:00');
  const readings = Array.from({ length: 500 }, (_, i) => ({
    at: from + i * 47 * MINUTE + (i % 7) * 1_111,
    value: i % 50 === 49 ? null : Math.round(200 * Math.sin(i / 9)) / 10,
  }));
  const id = await sensor('seasons', readings);
  const to = from + 16 * DAY;
  for (const resolution of ['1d', '1w', '1mo'] as const) {
    const { buckets } = await of(id, { from: iso(from), to: iso(to), resolution });
    expect(buckets.length).toBeGreaterThan(0);
    for (const bucket of buckets) {
      const [start, end] = [Date.parse(bucket.start), Date.parse(bucket.end)];
      expect(calendarStart(resolution, end - 1, ZONE)).toBe(start);
      const { mean, ...rest } = truth(readings, start, end, Date.now());
      expect(bucket).toMatchObject(rest);
      expect(bucket.mean).toBeCloseTo(mean!, 6);
    }
  }
  const { buckets: days } = await of(id, { from: iso(from), to: iso(to), resolution: '1d' });
  const change = days.find(({ start }: { start: string }) => start === '2025-10-25T22:00:00.000Z');
  expect(Date.parse(change.end) - Date.parse(change.start)).toBe(25 * HOUR);
});

describe('a range', () => {
  let id: string;
  const from = Date.parse('2026-01-10T00:00:00Z');
  beforeAll(async () => {
    id = await sensor('ranges', [
      { at: from, value: 1 },
      { at: from + HOUR, value: 3 },
      { at: from + 2 * HOUR, value: null },
    ]);
  });

  test('begins with the value in force', async () => {
    const query = { from: iso(from + 30 * MINUTE), to: iso(from + 2 * HOUR), resolution: '30m' };
    const { buckets } = await of(id, query);
    expect(buckets.map(({ mean }: { mean: number }) => mean)).toEqual([1, 3, 3]);
    expect(buckets[0]).toMatchObject({ count: 0, min: 1, max: 1, first: null, last: null });
  });

  test('takes times with an offset, milliseconds and a plus that nobody encoded', async () => {
    const raw = { resolution: 'raw' };
    const to = '2026-01-10T02:00:00.001+01:00';
    expect((await of(id, { ...raw, from: iso(from), to })).readings).toHaveLength(2);
    const plain = `from=2026-01-10T01:00:00+01:00&to=2026-01-10T02:00:00+01:00&resolution=raw`;
    const { body } = await get(`/entities/${id}/history?${plain}`);
    expect(body.readings).toEqual([[iso(from), 1]]);
  });

  test('may lie anywhere in time, but not backwards', async () => {
    const odd = ['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'];
    for (const resolution of ['raw', 'auto', '1m', '1d', '1mo']) {
      const first = await of(id, { from: odd[0]!, to: odd[1]!, resolution });
      expect((first.readings ?? first.buckets).length).toBe(0);
      const future = await of(id, { from: iso(Date.now() + DAY), to: odd[2]!, resolution });
      expect((future.readings ?? future.buckets).length).toBe(0);
      const all = await of(id, { from: odd[0]!, to: odd[2]!, resolution });
      expect((all.readings ?? all.buckets).length).toBeGreaterThan(0);
    }
    const equal = await get(`/entities/${id}/history?from=${iso(from)}&to=${iso(from)}`);
    expect(equal.status).toBe(400);
  });

  test('comes in as many points as are wanted', async () => {
    const span = { from: iso(from), to: iso(from + 3 * HOUR) };
    expect((await of(id, { ...span, points: 1 })).buckets.length).toBeLessThanOrEqual(2);
    expect((await of(id, { ...span, points: 10_000 })).readings).toHaveLength(3);
  });
});

test('the home at a moment is what was known then', async () => {
  const from = Date.parse('2026-02-01T12:00:00Z');
  const id = await sensor('moments', [
    { at: from, value: 5 },
    { at: from + HOUR, value: 6 },
  ]);
  const at = async (when: number) =>
    (await get(`/states?at=${iso(when)}`)).body.states.find(
      ({ entity }: { entity: string }) => entity === id,
    )?.state;
  expect(await at(from - 1)).toBeUndefined();
  expect(await at(from)).toEqual({ value: 5 });
  expect(await at(from + HOUR - 1)).toEqual({ value: 5 });
  expect(await at(from + 400 * DAY)).toEqual({ value: 6 });
});

test('pages walk a series while it grows, and give each reading once', async () => {
  const id = await sensor('growing', []);
  let sent = 0;
  let ended = false;
  const growing = (async () => {
    while (!ended) await publish('growing/state', String(sent++));
  })();
  await until(() => sent > 100);
  const from = iso(Date.now() - HOUR);
  const isLast = ({ entity, state }: { entity: string; state: { value?: number } }) =>
    entity === id && state.value === sent - 1;
  const values: number[] = [];
  let cursor = '';
  for (let pages = 0; ; pages++) {
    const complete = ended;
    const page = await of(id, { resolution: 'raw', limit: 7, from, ...(cursor && { cursor }) });
    // The last page so far is asked for again: it has no cursor, but may have grown.
    if (page.nextCursor !== null || complete)
      values.push(...page.readings.map(([, value]: [string, number]) => value));
    if (page.nextCursor !== null) cursor = page.nextCursor;
    else if (complete) break;
    if (pages === 40) {
      ended = true;
      await growing;
      await until(async () => (await get('/states')).body.states.some(isLast));
    }
  }
  expect(values).toEqual(Array.from({ length: sent }, (_, i) => i));
});

describe('a gap', () => {
  test('of a device whose will says so is the device’s, that of a killed recorder is the recorder’s', async () => {
    const now = Date.now();
    const id = await sensor(
      'gaps',
      Array.from({ length: 60 }, (_, i) => ({ at: now - (3600 - i) * 1_000, value: i })),
    );
    // As if the recorder had just started, however long the tests before this one took.
    const running = { id: (await runStore(db).newest())!.id };
    await db.prisma.recorderRun.update({ where: running, data: { startedAt: BigInt(now) } });
    await db.prisma.recorderRun.createMany({
      data: [
        [now - 2 * HOUR, now - 50 * MINUTE] as const,
        [now - 20 * MINUTE, now - MINUTE] as const,
      ].map(([startedAt, aliveAt], i) => ({
        id: i - 10,
        startedAt: BigInt(startedAt),
        aliveAt: BigInt(aliveAt),
      })),
    });
    const will = {
      topic: 'gaps/status',
      payload: Buffer.from('offline'),
      qos: 1 as const,
      retain: true,
    };
    const frail = await mqtt.connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, {
      ...login,
      clientId: 'frail',
      will,
      reconnectPeriod: 0,
    });
    await frail.publishAsync('gaps/status', 'online', { qos: 1, retain: true });
    await frail.publishAsync('gaps/state', '100', { qos: 1 });
    frail.stream.destroy();
    await until(async () => (await get(`/entities/${id}`)).body.available === false);
    const gaps = await until(async () => {
      const answer = await of(id, { from: iso(now - HOUR), resolution: 'raw' });
      return answer.gaps.at(-1)?.reason === 'sensor_offline' && answer.gaps;
    });
    expect(gaps.map(({ reason }: { reason: string }) => reason)).toEqual([
      'sensor_silent',
      'recorder_down',
      'sensor_silent',
      'recorder_down',
      'sensor_offline',
    ]);
    expect(Date.parse(gaps[1].start)).toBe(now - 50 * MINUTE);
    expect(Date.parse(gaps[1].end)).toBe(now - 20 * MINUTE);
  });
});
