import { connectAsync } from 'mqtt';
import { openDatabase } from '../lib/server/db/client.ts';
import { entityStore } from '../lib/server/db/entities.ts';
import { historyStore } from '../lib/server/db/history.ts';
import { type BenchHome, createBenchHome } from './home.ts';
import { startPublisher } from './publisher.ts';
import type { Benchmark } from './result.ts';
import { startSubscriber } from './subscriber.ts';

const PUBLISHERS = 4;
const BYTES = 200;
const EACH = 10_000;
const WINDOW = 250;
const GOAL = 15_000;
const DEADLINE_MS = 50_000;

/** What it costs to keep everything, beside a subscriber that keeps nothing. */
export const ingest: Benchmark = {
  name: 'ingest',
  about: `${PUBLISHERS} publishers, QoS 1, ${BYTES} bytes: until stored, beside a bare subscriber`,
  async run() {
    const home = await createBenchHome();
    try {
      await home.start('broker');
      const login = await home.mqttUser('bench');
      const subscriber = { url: home.mqttUrl, ...login };

      const bareRun = (run: string) =>
        timed(home, login, run, async (filter, count) => {
          const { heardAll } = await startSubscriber({ ...subscriber, filter, count });
          return () => heardAll;
        });
      // The first run warms the broker up and is forgotten.
      await bareRun('warm-up');
      const bare = await bareRun('bare');
      await home.start('recorder');
      await announceSensors(home, login);
      const stored = await timed(home, login, 'durable', async () => () => allStored(home));
      const total = PUBLISHERS * EACH;
      const rate = (ms: number) => Math.round((total / ms) * 1000);
      return [
        {
          name: 'acknowledged (journalled, fsync)',
          value: rate(stored.acknowledgedMs),
          unit: 'messages/s',
        },
        {
          name: 'durable ingest, until stored',
          value: rate(stored.doneMs),
          unit: 'messages/s',
          bar: { text: `${GOAL} messages/s`, holds: rate(stored.doneMs) >= GOAL },
        },
        {
          name: 'bare MQTT.js subscriber, same broker',
          value: rate(bare.doneMs),
          unit: 'messages/s',
        },
        { name: 'durable / bare', value: bare.doneMs / stored.doneMs, unit: '×' },
      ];
    } finally {
      await home.stop();
    }
  },
};

const topicOf = (run: string, publisher: number) => `bench/${run}/${publisher}`;

/** The publishers' topics become sensors, so that each message is a reading. */
async function announceSensors(home: BenchHome, login: { username: string; password: string }) {
  const client = await connectAsync(home.mqttUrl, { ...login, protocolVersion: 4 });
  for (let i = 0; i < PUBLISHERS; i++) {
    const config = {
      name: `Counter ${i}`,
      unique_id: `bench-${i}`,
      state_topic: topicOf('durable', i),
      value_template: '{{ value_json.value }}',
      state_class: 'measurement',
    };
    const topic = `homeassistant/sensor/bench-${i}/config`;
    await client.publishAsync(topic, JSON.stringify(config), { qos: 1, retain: true });
  }
  await client.endAsync();
}

/** How long until the broker has acknowledged all, and until whoever listens has got all. */
async function timed(
  home: BenchHome,
  login: { username: string; password: string },
  run: string,
  listen: (filter: string, count: number) => Promise<() => Promise<void>>,
): Promise<{ acknowledgedMs: number; doneMs: number }> {
  const gotAll = await listen(`bench/${run}/+`, PUBLISHERS * EACH);
  const publishers = await Promise.all(
    Array.from({ length: PUBLISHERS }, (_, i) =>
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
  const acknowledged = Promise.all(publishers.map((it) => it.publish())).then(
    () => performance.now() - start,
  );
  await gotAll();
  const doneMs = performance.now() - start;
  return { acknowledgedMs: await acknowledged, doneMs };
}

/** Readings are stored in order, so all are there when the last of each publisher is. */
async function allStored(home: BenchHome): Promise<void> {
  const db = await openDatabase({ DATABASE_URL: `file:${home.env.DATA_DIR}/inglenook.db` });
  try {
    const history = historyStore(db);
    const entities = entityStore(db);
    const deadline = performance.now() + DEADLINE_MS;
    const ids = new Map<string, string>();
    const isStored = async (publisher: number) => {
      const id = ids.get(topicOf('durable', publisher));
      const held = id && (await history.held(id, 'value', Date.now() + 60_000));
      return held ? held.value === EACH - 1 : false;
    };
    for (let missing = PUBLISHERS; missing > 0; ) {
      if (performance.now() > deadline) throw new Error('not all was stored in time');
      await new Promise((resolve) => setTimeout(resolve, 25));
      if (ids.size < PUBLISHERS) {
        for (const { id, source } of (await entities.loadAll()).entities) {
          for (const topic of source.stateTopics) ids.set(topic, id);
        }
      }
      const stored = await Promise.all(Array.from({ length: PUBLISHERS }, (_, i) => isStored(i)));
      missing = stored.filter((it) => !it).length;
    }
  } finally {
    await db.close();
  }
}
