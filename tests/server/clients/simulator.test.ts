import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { type Program, startProgram } from './program.ts';
import { type Rest, restOf } from './rest.ts';

const CLI = path.resolve(import.meta.dirname, '../../../build/cli.js');

let home: TestHome;
let rest: Rest;
let simulator: Program;

beforeAll(async () => {
  home = await startHome();
  rest = await restOf(home);
  const { username, password } = await home.mqttUser('simulator');
  simulator = startProgram(process.execPath, [
    ...[CLI, 'simulate', '--url', `mqtt://127.0.0.1:${home.ports.mqtt}`],
    ...['--username', username, '--password', password],
  ]);
});
afterAll(async () => {
  await simulator?.kill();
  await home?.stop();
});

/** Ids of the devices in that condition. */
async function devices(availability: 'online' | 'offline'): Promise<ReadonlySet<string>> {
  const all = await rest.entities();
  return new Set(
    all.filter(({ device }) => device.availability === availability).map(({ device }) => device.id),
  );
}

test('the simulated home shows with at least 25 devices online', async () => {
  const online = await until(
    async () => {
      const found = await devices('online');
      return found.size >= 25 ? found : null;
    },
    { what: '25 devices online' },
  );
  expect(online.size).toBeGreaterThanOrEqual(25);
  const kinds = new Set((await rest.entities()).map((entity) => entity.kind));
  for (const kind of ['light', 'switch', 'sensor', 'binary_sensor'] as const) {
    expect(kinds).toContain(kind);
  }
});

test('a simulated lamp answers a command over REST', async () => {
  const lamp = await until(() => rest.fedBy('light/kitchen-ceiling/state'));
  const on = lamp.state['on'] === true;
  const answer = await fetch(`${home.url}/api/v1/entities/${lamp.id}/commands`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await home.token('control')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ command: on ? 'turn_off' : 'turn_on' }),
  });
  expect(answer.status).toBe(202);
  await until(async () => {
    const now = await rest.fedBy('light/kitchen-ceiling/state');
    return now?.state['on'] === !on;
  });
});

test('rubbish does no harm: the home is well', async () => {
  await until(async () => {
    const { status, body } = await rest.ask('/health');
    return status === 200 && (body as { status?: unknown }).status === 'ok';
  });
});

test('a simulator that is killed takes its devices offline by their last wills', async () => {
  await simulator.kill();
  // Radio receivers, line protocols and scripts have no word for being there; a bridge's own connection
  // is told by a device that is always reachable. All others are gone.
  const speechless = 10;
  await until(async () => (await devices('online')).size <= speechless, {
    what: 'all devices with a last will offline',
  });
  expect((await devices('offline')).size).toBeGreaterThanOrEqual(75);
});
