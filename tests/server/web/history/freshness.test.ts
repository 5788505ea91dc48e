import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FLUSHED_TOPIC, flushRequest } from '../../../../lib/server/flush.ts';
import { createFreshness } from '../../../../lib/server/web/history/freshness.ts';

const RECORDER = 'inglenook-recorder';
const REPORT = { entityId: 'sensor.hall', property: 'value' };

/** A freshness whose recorders are played by the test, at a time of its own. */
function played() {
  let time = 0;
  const requests: string[] = [];
  const freshness = createFreshness(
    async ({ payload }) => void requests.push(flushRequest(Buffer.from(payload as string))!),
    () => ++time,
  );
  const hear = (topic: string, payload: string) =>
    freshness.hear({ topic, payload: Buffer.from(payload) });
  return {
    ...freshness,
    requests,
    pass(ms: number) {
      time += ms;
    },
    status: (word: string, recorder = RECORDER) => hear(`clients/${recorder}/status`, word),
    answer: (id = requests.at(-1)!, by = RECORDER) =>
      hear(FLUSHED_TOPIC, JSON.stringify({ id, by })),
  };
}

/** Whether it is over before anything else happens. */
const isOver = (promise: Promise<void>) =>
  Promise.race([promise.then(() => true), delay(20).then(() => false)]);

async function settled() {
  const web = played();
  web.connected();
  web.status('online');
  const first = web.fresh();
  web.answer();
  await first;
  return web;
}

test('what was said before the connection is asked for once', async () => {
  const web = await settled();
  expect(web.requests).toHaveLength(1);
  await web.fresh(REPORT.entityId, REPORT.property);
  await web.fresh();
  expect(web.requests).toHaveLength(1);
});

test('only a property that has reported since is asked for', async () => {
  const web = await settled();
  web.reported(REPORT);
  await web.fresh('sensor.other', 'value');
  expect(web.requests).toHaveLength(1);
  const fresh = web.fresh(REPORT.entityId, REPORT.property);
  expect(await isOver(fresh)).toBe(false);
  web.answer();
  await fresh;
  await web.fresh(REPORT.entityId, REPORT.property);
  expect(web.requests).toHaveLength(2);
});

test('all who ask at once share a request; what is reported meanwhile needs another', async () => {
  const web = await settled();
  web.reported(REPORT);
  const early = Promise.all([web.fresh(), web.fresh(), web.fresh()]);
  expect(web.requests).toHaveLength(2);
  web.reported(REPORT);
  const late = web.fresh();
  web.answer();
  await early;
  expect(await isOver(late)).toBe(false);
  expect(web.requests).toHaveLength(3);
  web.answer();
  await late;
});

test('each recorder that is there has to answer, and one that goes is not waited for', async () => {
  const web = await settled();
  web.status('online', `${RECORDER}-b`);
  web.reported(REPORT);
  const fresh = web.fresh();
  web.answer();
  expect(await isOver(fresh)).toBe(false);
  web.status('offline', `${RECORDER}-b`);
  await fresh;
});

test('without a recorder nobody waits, and nobody is asked', async () => {
  const web = played();
  web.connected();
  web.reported(REPORT);
  await web.fresh();
  web.status('online');
  web.status('offline');
  await web.fresh();
  expect(web.requests).toHaveLength(0);
});

test('a recorder that is silent delays only the first for a moment, and is asked again later', async () => {
  const web = await settled();
  web.reported(REPORT);
  await web.fresh();
  web.pass(600);
  expect(await isOver(web.fresh())).toBe(true);
  expect(web.requests).toHaveLength(2);
  web.pass(2_000);
  const again = web.fresh();
  expect(web.requests).toHaveLength(3);
  web.answer();
  await again;
});

test('strange answers are no answers', async () => {
  const web = await settled();
  web.reported(REPORT);
  const fresh = web.fresh();
  for (const payload of ['', '{', 'null', '{"id":1}', '{"id":"x","by":"y"}'])
    web.hear({ topic: FLUSHED_TOPIC, payload: Buffer.from(payload) });
  expect(await isOver(fresh)).toBe(false);
  web.answer();
  await fresh;
});
