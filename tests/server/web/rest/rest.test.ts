import fc from 'fast-check';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../../../lib/api/routes.ts';
import { startHome, type TestHome } from '../../../support/roles.ts';
import { until } from '../../../support/until.ts';
import { ask, signIn } from '../api.ts';

let home: TestHome;
let token: string;
let device: MqttClient;
let answering = true;

const get = (path: string) => ask(home.url, path, { token });
const LAMP = 'light.lamp_1';

beforeAll(async () => {
  home = await startHome();
  token = await home.token('admin');
  const login = await home.mqttUser('test devices');
  device = await mqtt.connectAsync(`mqtt://127.0.0.1:${home.ports.mqtt}`, login);
  await device.subscribeAsync('lamp/set', { qos: 1 });
  device.on('message', (_topic, payload) => {
    const wish = JSON.parse(payload.toString());
    if (answering) device.publish('lamp', JSON.stringify({ state: 'ON', ...wish }), { qos: 1 });
  });
  const part = { device: { identifiers: ['thing'], name: 'Thing', suggested_area: 'Kitchen' } };
  const define = (topic: string, body: object) =>
    device.publishAsync(topic, JSON.stringify({ ...part, ...body }), { qos: 1, retain: true });
  await define('homeassistant/light/lamp_1/config', {
    unique_id: 'lamp_1',
    name: null,
    schema: 'json',
    brightness: true,
    supported_color_modes: ['brightness'],
    state_topic: 'lamp',
    command_topic: 'lamp/set',
    qos: 1,
  });
  await define('homeassistant/sensor/warmth_1/config', {
    unique_id: 'warmth_1',
    name: 'Warmth',
    state_topic: 'warmth',
    unit_of_measurement: '°C',
    state_class: 'measurement',
  });
  await device.publishAsync('lamp', '{"state":"OFF"}', { qos: 1, retain: true });
  for (const value of ['20', '21.5', '22']) await device.publishAsync('warmth', value, { qos: 1 });
  await until(
    async () => (await get('/entities/sensor.warmth_1/history')).body.readings?.length === 3,
  );
});
afterAll(async () => {
  await device?.endAsync(true);
  await home?.stop();
});

test('an idle connection is kept for longer than a proxy does', async () => {
  const answer = await fetch(`${home.url}/api/v1/health`);
  expect(answer.headers.get('keep-alive')).toBe('timeout=75');
});

test('every part is well', async () => {
  const { body } = await until(async () => {
    const answer = await ask(home.url, '/health');
    return answer.body.status === 'ok' ? answer : null;
  });
  expect(body).toMatchObject({ broker: 'ok', recorder: 'ok', database: 'ok' });
});

describe('entities', () => {
  test('are found by topic, room and kind, and come in pages', async () => {
    const byTopic = await get('/entities?topic=warmth');
    expect(byTopic.body.entities.map((entity: { id: string }) => entity.id)).toEqual([
      'sensor.warmth_1',
    ]);
    expect((await get('/entities?kind=light&room=Kitchen')).body.entities).toHaveLength(1);
    expect((await get('/entities?room=Cellar')).body.entities).toHaveLength(0);
    const first = await get('/entities?limit=1');
    const second = await get(`/entities?limit=1&cursor=${first.body.nextCursor}`);
    expect(first.body.entities[0].id).not.toBe(second.body.entities[0].id);
  });

  test('take a name of the homeowner’s', async () => {
    const edit = {
      method: 'PATCH',
      token,
      body: { name: 'Stove lamp', room: 'Den', hidden: true },
    };
    expect((await ask(home.url, `/entities/${LAMP}`, edit)).body).toMatchObject(edit.body);
    const snapshot = await ask(home.url, '/home', { cookie: await signIn(home.url) });
    expect(snapshot.body.hidden).toEqual([LAMP]);
    const back = { method: 'PATCH', token, body: { name: null, room: null, hidden: false } };
    expect((await ask(home.url, `/entities/${LAMP}`, back)).body).toMatchObject({
      name: null,
      room: 'Kitchen',
      hidden: false,
    });
  });
});

describe('a command', () => {
  const send = (body: object, query = '') =>
    ask(home.url, `/entities/${LAMP}/commands${query}`, { token, body });

  test('is followed until the device confirms it', async () => {
    const { body } = await send({ command: 'turn_on', brightness: 80, wait: 5000 });
    expect(body.phase).toBe('confirmed');
    const phases = body.phases.map(({ phase }: { phase: string }) => phase);
    expect(phases[0]).toBe('sent');
    expect(phases.at(-1)).toBe('confirmed');
    expect((await get(`/entities/${LAMP}`)).body.state.brightness).toBeCloseTo(80, 0);
  });

  test('without an answer ends so, and can be looked at again', async () => {
    answering = false;
    const { body } = await send({ command: 'turn_on', brightness: 20 }, '?wait=0');
    expect(['sent', 'acknowledged']).toContain(body.phase);
    const path = `/entities/${LAMP}/commands/${body.commandId}`;
    await until(async () => (await get(path)).body.phase === 'no_answer');
    answering = true;
  });

  test.each([
    [422, { command: 'fly' }],
    [422, { command: 'turn_on', brightness: 300 }],
    [422, { command: 'turn_on', brightness: 'much' }],
    [400, { command: 7 }],
    [400, {}],
    [400, { command: 'turn_on', wait: 99_999 }],
    [400, JSON.parse('{"command":"turn_on","constructor":1}')],
  ])('is answered %i when it makes no sense: %j', async (status, body) => {
    expect((await send(body)).status).toBe(status);
  });

  test('to nobody is 404', async () => {
    const path = '/entities/light.nobody/commands';
    expect((await ask(home.url, path, { token, body: { command: 'turn_on' } })).status).toBe(404);
  });
});

describe('history', () => {
  const of = (query: string) => get(`/entities/sensor.warmth_1/history?${query}`);

  test('is readings when they are few, buckets when they are asked for', async () => {
    const raw = await of('');
    expect(raw.body).toMatchObject({ resolution: 'raw', unit: '°C', property: 'value' });
    expect(raw.body.readings.map(([, value]: [string, number]) => value)).toEqual([20, 21.5, 22]);
    const hours = await of('resolution=1h');
    expect(hours.body.buckets.at(-1)).toMatchObject({ min: 20, max: 22, last: 22 });
  });

  test('comes in pages that give every reading once', async () => {
    const values: number[] = [];
    let cursor = '';
    do {
      const { body } = await of(`resolution=raw&limit=2${cursor && `&cursor=${cursor}`}`);
      values.push(...body.readings.map(([, value]: [string, number]) => value));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(values).toEqual([20, 21.5, 22]);
  });

  test('of all of time is answered at once', async () => {
    const { body } = await of('resolution=1m&from=0001-01-01T00:00:00Z&to=9999-12-31T00:00:00Z');
    expect(body.buckets.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
      3,
    );
  });

  test.each([
    [400, 'from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 'from'],
    [400, 'from=yesterday', 'from'],
    [400, 'resolution=7h', 'resolution'],
    [400, 'include=percentiles,everything', 'include'],
    [400, 'unit=kWh', 'unit'],
    [400, 'downsample=lttb&resolution=1h', 'downsample'],
    [400, 'downsample=every', 'downsample'],
    [400, 'original=perhaps', 'original'],
    [400, 'points=0', 'points'],
    [400, 'limit=1&limit=2', 'limit'],
    [400, 'cursor=%00', null],
    [400, 'cursor=abc', 'cursor'],
    // Before the first of a moment: `raw 1735689600000 -3`.
    [400, 'resolution=raw&cursor=cmF3IDE3MzU2ODk2MDAwMDAgLTM', 'cursor'],
    [404, 'property=nope', null],
  ])('is %i for %s', async (status, query, parameter) => {
    const answer = await of(query);
    expect(answer.status).toBe(status);
    if (parameter) expect(answer.body.errors[0].parameter).toBe(parameter);
  });

  test('of several entities is one call', async () => {
    const { body } = await get(`/history?entity=sensor.warmth_1&entity=${LAMP}&property=available`);
    expect(body.series).toHaveLength(2);
    const some = await get('/history?entity=sensor.warmth_1&entity=sensor.no');
    expect(some.body.series).toHaveLength(1);
    expect(some.body.unknown).toEqual(['sensor.no']);
  });

  test('tells more if it is asked, in the unit that is wanted', async () => {
    const asked = 'resolution=1h&include=percentiles,changes&include=increase&unit=°F';
    const { body } = await of(asked.replace('°', '%C2%B0'));
    expect(body.unit).toBe('°F');
    const last = body.buckets.at(-1);
    expect(last.percentiles.p95).toBeLessThanOrEqual(71.6);
    expect(last).toHaveProperty('changes');
    expect(last).toHaveProperty('increase');
  });

  test('is corrected by who may, and as it was received once that is taken back', async () => {
    const id = 'sensor.warmth_1';
    const [, middle] = (await of('resolution=raw')).body.readings;
    const body = { time: middle[0], value: 21, reason: 'half a degree too warm' };
    const made = await ask(home.url, `/entities/${id}/corrections`, { token, body });
    expect(made.body).toMatchObject({ original: 21.5, value: 21 });
    expect((await of('resolution=raw')).body.readings[1][1]).toBe(21);
    expect((await of('resolution=raw&original=true')).body.readings[1][1]).toBe(21.5);
    expect((await get(`/entities/${id}/corrections`)).body.corrections).toHaveLength(1);
    const undo = `/entities/${id}/corrections/${made.body.id}`;
    expect((await ask(home.url, undo, { token, method: 'DELETE' })).status).toBe(204);
    expect((await of('resolution=raw')).body.readings[1][1]).toBe(21.5);
    expect((await get(`/entities/${id}/history/suspects`)).body.suspects).toEqual([]);
  });

  test('tells how the home was, and that nothing was known before', async () => {
    const now = await get('/states');
    const sensor = now.body.states.find(({ entity }: { entity: string }) =>
      entity.includes('warmth'),
    );
    expect(sensor.state).toEqual({ value: 22 });
    expect((await get('/states?at=2001-01-01T00:00:00Z')).body.states).toEqual([]);
  });
});

describe('nonsense', () => {
  test('in address, method or body is a problem and never a failure', async () => {
    expect((await get('/entities/%E0%A4%A')).status).toBe(400);
    expect((await get('/entities?room=%zz')).status).toBe(400);
    expect((await get('/entities/a%00b')).status).toBe(400);
    expect((await get('/nothing')).status).toBe(404);
    const put = await ask(home.url, '/entities', { token, method: 'PUT', body: {} });
    expect(put.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    const post = (raw: BodyInit, headers = {}) => ask(home.url, '/tokens', { token, raw, headers });
    expect((await post('{')).status).toBe(400);
    expect((await post(new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await post('x'.repeat(70_000))).status).toBe(413);
    expect((await post('{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('['.repeat(60_000))).status).toBe(400);
  });

  test('that is nothing at all is called missing', async () => {
    const missing = (parameter: string) => ({ parameter, detail: 'is missing' });
    expect((await get('/history')).body.errors).toEqual([missing('entity')]);
    const path = '/entities/sensor.warmth_1/corrections';
    const made = await ask(home.url, path, { token, body: { value: 1 } });
    expect(made.body.errors).toEqual([missing('time'), missing('reason')]);
  });

  test('of any kind in any query is answered by the document', async () => {
    const queries = ROUTES.filter(({ method, files }) => method === 'GET' && !files).flatMap(
      ({ path, query }) =>
        Object.keys(query.shape).map((name) => [path.replace(/\{\w+\}/g, LAMP), name] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...queries), fc.string(), async ([path, name], value) => {
        const { status } = await get(`${path}?${name}=${encodeURIComponent(value)}`);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });
});

test('a page’s connection at the page’s origin ends when it signs out', async () => {
  const cookie = await signIn(home.url);
  const { body } = await ask(home.url, '/mqtt-credentials', { cookie, body: {} });
  for (const url of body.urls) {
    const page = await mqtt.connectAsync(url, {
      username: body.username,
      password: body.password,
      clientId: `${body.clientIdPrefix}-${body.urls.indexOf(url)}`,
      reconnectPeriod: 0,
    });
    page.on('error', () => {});
    const ended = new Promise<void>((resolve) => page.once('close', () => resolve()));
    if (url === body.urls.at(-1)) await ask(home.url, '/logout', { cookie, method: 'POST' });
    else page.end(true);
    await ended;
  }
  await expect(
    mqtt.connectAsync(body.urls[0], {
      username: body.username,
      password: body.password,
      clientId: `${body.clientIdPrefix}-z`,
      reconnectPeriod: 0,
    }),
  ).rejects.toThrow();
});

test('without the broker, commands are refused and everything else is still told', async () => {
  await home.kill('broker');
  await until(async () => (await ask(home.url, '/health')).body.broker === 'unavailable');
  const { status } = await ask(home.url, `/entities/${LAMP}/commands`, {
    token,
    body: { command: 'turn_off' },
  });
  expect(status).toBe(503);
  expect((await get('/entities/sensor.warmth_1')).body.state.value).toBe(22);
  await home.start('broker');
  await until(async () => (await ask(home.url, '/health')).body.broker === 'ok');
});
