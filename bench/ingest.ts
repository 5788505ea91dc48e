import { connectAsync } from 'mqtt';
import { type Database, openDatabase } from '../lib/server/db/connection/client.ts';
import { entityStore } from '../lib/server/db/entities.ts';
import { historyStore } from '../lib/server/db/history.ts';
import { type BenchHome, createBenchHome } from './home.ts';
import { startPublisher } from './publisher.ts';
import type { Benchmark } from './result.ts';
import { startSubscriber } from './subscriber.ts';

const PUBLISHERS = 4;
const BYTES = 200;
const EACH = 8_000;
const WINDOW = 250;
const GOAL = 15_000;
const SHARE = 0.8;
/** Of this many runs the fastest counts: what disturbs a run is not ours. */
const ROUNDS = 2;
const DEADLINE_MS = 30_000;

type Login = { readonly username: string; readonly password: string };
type Times = { readonly acknowledgedMs: number; readonly doneMs: number };

/** What it costs to keep everything, beside a subscriber that keeps nothing. */
export const ingest: Benchmark = {
  name: 'ingest',
  about: `${PUBLISHERS} publishers, QoS 1, ${BYTES} bytes: until stored, beside a bare subscriber`,
  async run() {
    // The end of a run is looked for in the database itself, and must not wait for somebody to ask.
    const home = await createBenchHome({ RECORDER_COMMIT_MS: '50' });
    try {
      await home.start('broker');
      const login = await home.mqttUser('bench');
      const bare = await bareRuns(home, login);
      await home.start('recorder');
      const durable = await durableRuns(home, login);
      const total = PUBLISHERS * EACH;
      const rate = (ms: number) => Math.round((total / ms) * 1000);
      return [
        {
          name: 'acknowledged (journalled, fsync)',
          value: rate(durable.acknowledgedMs),
          unit: 'messages/s',
        },
        {
          name: 'durable ingest, until stored',
          value: rate(durable.doneMs),
          unit: 'messages/s',
          bar: { text: `${GOAL} messages/s`, holds: rate(durable.doneMs) >= GOAL },
        },
        {
          name: 'bare MQTT.js subscriber, same broker',
          value: rate(bare.doneMs),
          unit: 'messages/s',
        },
        {
          name: 'durable / bare',
          value: bare.doneMs / durable.doneMs,
          unit: '×',
          bar: { text: `${SHARE} ×`, holds: bare.doneMs / durable.doneMs >= SHARE },
        },
      ];
    } finally {
      await home.stop();
    }
  },
};

const topicOf = (run: string, publisher: number) => `bench/${run}/${publisher}`;
const publishers = Array.from({ length: PUBLISHERS }, (_, i) => i);
const rounds = (kind: string) => Array.from({ length: ROUNDS }, (_, i) => `${kind}-${i}`);
const fastest = (times: readonly Times[]): Times =>
  times.reduce((best, it) => (it.doneMs < best.doneMs ? it : best));

/** Messages until a subscriber that only counts has got them all. */
async function bareRuns(home: BenchHome, login: Login): Promise<Times> {
  const times: Times[] = [];
  // The first run warms the broker up; it hardly ever is the fastest.
  for (const run of ['warm-up', ...rounds('bare')]) {
    const { heardAll } = await startSubscriber({
      url: home.mqttUrl,
      ...login,
      filter: `bench/${run}/+`,
      count: PUBLISHERS * EACH,
    });
    times.push(await timed(home, login, run, () => heardAll));
  }
  return fastest(times);
}

/** Messages until the recorder has stored the last one of each publisher, and so all. */
async function durableRuns(home: BenchHome, login: Login): Promise<Times> {
  const db = await openDatabase({ DATABASE_URL: `file:${home.env.DATA_DIR}/inglenook.db` });
  try {
    const times: Times[] = [];
    for (const run of rounds('durable')) {
      const ids = await announceSensors(home, login, db, run);
      times.push(await timed(home, login, run, () => allStored(db, ids)));
    }
    return fastest(times);
  } finally {
    await db.close();
  }
}

async function timed(
  home: BenchHome,
  login: Login,
  run: string,
  gotAll: () => Promise<void>,
): Promise<Times> {
  const ready = await Promise.all(
    publishers.map((i) =>
      startPublisher({
        url: home.mqttUrl,
        ...login,
        topic: topicOf(run, i),
        count: EACH,
        bytes: BYTES,
        window: WINDOW,
      }),
    ),
  );
  const start = performance.now();
  const acknowledged = Promise.all(ready.map((it) => it.publish())).then(
    () => performance.now() - start,
  );
  await gotAll();
  const doneMs = performance.now() - start;
  return { acknowledgedMs: await acknowledged, doneMs };
}

/**
 * Makes sensors of the topics, so that each message is a reading. Resolves with their ids when the
 * recorder knows them, and so has caught up with all that was said before.
 */
async function announceSensors(home: BenchHome, login: Login, db: Database, run: string) {
  const client = await connectAsync(home.mqttUrl, { ...login, protocolVersion: 4 });
  for (const i of publishers) {
    const config = {
      name: `Counter ${run} ${i}`,
      unique_id: `bench-${run}-${i}`,
      state_topic: topicOf(run, i),
      value_template: '{{ value_json.value }}',
      state_class: 'measurement',
    };
    const topic = `homeassistant/sensor/bench-${run}-${i}/config`;
    await client.publishAsync(topic, JSON.stringify(config), { qos: 1, retain: true });
  }
  await client.endAsync();

  let ids: readonly string[] = [];
  await soon('the recorder to know the sensors', async () => {
    const { entities } = await entityStore(db).loadAll();
    const own = entities.filter((it) => it.uniqueId.startsWith(`bench-${run}-`));
    ids = own.map((it) => it.id);
    return ids.length === PUBLISHERS;
  });
  return ids;
}

/** Readings are stored in order, so all are there when the last of each sensor is. */
function allStored(db: Database, ids: readonly string[]): Promise<void> {
  const history = historyStore(db);
  return soon('all readings to be stored', async () => {
    const last = await Promise.all(ids.map((id) => history.held(id, 'value', Date.now() + 60_000)));
    return last.every((it) => it?.value === EACH - 1);
  });
}

async function soon(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
