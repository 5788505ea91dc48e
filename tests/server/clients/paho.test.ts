import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { type Program, startProgram } from './program.ts';
import { type Rest, restOf } from './rest.ts';

const SENSOR = path.resolve(import.meta.dirname, '../../fixtures/paho_sensor.py');

let home: TestHome;
let rest: Rest;
let running: Program[] = [];

beforeAll(async () => {
  home = await startHome();
  rest = await restOf(home);
});
afterEach(async () => {
  await Promise.all(running.map((program) => program.kill()));
  running = [];
});
afterAll(() => home?.stop());

async function startSensor(id: string, transport: 'tcp' | 'websockets'): Promise<Program> {
  const { username, password } = await home.mqttUser(id);
  const port = transport === 'tcp' ? home.ports.mqtt : home.ports.ws;
  // Debian's own Python: the one that has Debian's paho.
  const program = startProgram('/usr/bin/python3', [
    ...[SENSOR, '--id', id, '--port', String(port), '--transport', transport],
    ...['--username', username, '--password', password],
  ]);
  running.push(program);
  return program;
}

for (const [id, transport] of [
  ['temp-sensor-001', 'tcp'],
  ['temp-sensor-002', 'websockets'],
] as const) {
  test(`a Paho sensor over ${transport} shows as live, then offline when it is killed`, async () => {
    const topic = `sensors/${id}/temperature`;
    const sensor = await startSensor(id, transport);
    await until(() => sensor.lines().length >= 5, { what: 'five readings' }).catch((error) => {
      const broker = home.roles.get('broker')?.output().slice(-2_000);
      throw new Error(`${error}\n${sensor.lines()}\n${sensor.errors()}\n${broker}`);
    });

    const live = await until(
      async () => {
        const entity = await rest.fedBy(topic);
        return entity?.available && entity.device.availability === 'online' ? entity : null;
      },
      { what: 'the sensor to be live' },
    );
    expect(live).toMatchObject({ kind: 'sensor', unit: '°C', deviceClass: 'temperature' });

    await sensor.kill();
    const offline = await until(
      async () => {
        const entity = await rest.fedBy(topic);
        return entity?.device.availability === 'offline' ? entity : null;
      },
      { what: 'the sensor to be offline' },
    );
    expect(offline.available).toBe(false);

    // Everything the broker acknowledged is in the history, once and in order.
    const acknowledged = sensor.lines().map(Number);
    // The live state can be ahead of the recorder's next commit.
    const stored = await until(
      async () => {
        const values = (await rest.readings(live.id)).map(([, value]) => value);
        return values.length >= acknowledged.length ? values : null;
      },
      { what: 'every acknowledged reading to be stored' },
    );
    expect(stored.slice(0, acknowledged.length)).toEqual(acknowledged);
    // The one it was killed over may have arrived without its knowing.
    expect(stored.length - acknowledged.length).toBeLessThanOrEqual(1);
  });
}

test('a Paho sensor with a wrong password is refused', async () => {
  const { username } = await home.mqttUser('stranger');
  const sensor = startProgram('/usr/bin/python3', [
    ...[SENSOR, '--id', 'stranger', '--port', String(home.ports.mqtt)],
    ...['--username', username, '--password', 'guessed'],
  ]);
  running.push(sensor);
  await until(() => sensor.lines().find((line) => /^refused [45]$/.test(line)));
  expect(await rest.fedBy('sensors/stranger/temperature')).toBeUndefined();
});
