import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHome, type TestHome } from '../../../support/roles.ts';
import { until } from '../../../support/until.ts';
import { ask, signIn } from '../api.ts';
import { breaches, createFuzzer, type OpenApi, randomOf, send } from './fuzzer.ts';

/** More for a long night: FUZZ_CALLS=20000 FUZZ_SEED=7. */
const CALLS = Number(process.env.FUZZ_CALLS ?? 600);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

let home: TestHome;
let device: MqttClient;
let document: OpenApi;
const tokens: string[] = [];

beforeAll(async () => {
  home = await startHome();
  device = await mqtt.connectAsync(
    `mqtt://127.0.0.1:${home.ports.mqtt}`,
    await home.mqttUser('devices'),
  );
  const say = (topic: string, payload: string) =>
    device.publishAsync(topic, payload, { qos: 1, retain: true });
  await say('lights/desk/state', '{"state":"on","brightness":50,"color_temp":2700}');
  await say('sensors/kitchen/temperature', '21.4');
  for (const scope of ['admin', 'control', 'read'] as const) tokens.push(await home.token(scope));
  await until(async () => {
    const { body } = await ask(home.url, '/entities', { token: tokens[0]! });
    return body.entities.length >= 2;
  });
  document = (await ask(home.url, '/openapi.json')).body;
});
afterAll(async () => {
  await device?.endAsync(true);
  await home?.stop();
});

test(`${CALLS} calls made from the document, most of them wrong, are answered by the document`, async () => {
  const cookie = await signIn(home.url);
  const bearers = tokens.map((token) => ({ authorization: `Bearer ${token}` }));
  const admin = bearers[0]!;
  const others: Record<string, string>[] = [{ cookie }, {}, { authorization: 'Basic eDp5' }];
  const logins = [admin, admin, admin, ...bearers, ...others];
  const { body } = await ask(home.url, '/entities', { token: tokens[0]! });
  const ids: string[] = body.entities.map(({ id }: { id: string }) => id);
  const next = createFuzzer(document, randomOf(SEED), [...ids, 'value', 'on', 'turn_on']);
  const wrong: string[] = [];
  for (let done = 0; done < CALLS; done += 6) {
    const batch = Array.from({ length: 6 }, () => next(logins));
    const answers = await Promise.all(batch.map((sent) => send(home.ports.web, sent)));
    answers.forEach((answer, i) => {
      const sent = batch[i]!;
      for (const breach of breaches(document, sent, answer))
        wrong.push(`seed ${SEED}: ${sent.method} ${sent.path} ${sent.body}: ${breach}`);
    });
  }
  expect(wrong).toEqual([]);
  const log = home.roles.get('web')!.output();
  expect(log).not.toMatch(/unhandled|uncaught|a request failed/i);
  expect((await ask(home.url, '/health')).status).toBe(200);
}, 300_000);
