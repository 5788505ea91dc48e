import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childEnv, startHome, type TestHome } from '../support/roles.ts';
import { until } from '../support/until.ts';

const root = path.resolve(import.meta.dirname, '../..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

/** Commands that other places run: CI itself, or the tests named. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm start': 'tests/server/supervisor.test.ts and tests/e2e/first-run.spec.ts',
  'npm run demo': 'tests/e2e/demo.spec.ts',
  'npm test': 'CI',
  'npm run check': 'CI',
  'npm run bench': 'by hand: it takes minutes',
  'npm run prove': 'by hand: it takes half an hour; tests/server/prove runs short forms',
};

const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]!.trim());
const shown = blocks.filter((block) => !block.split('\n').every((line) => line in RUN_ELSEWHERE));

let home: TestHome;
beforeAll(async () => {
  home = await startHome();
});
afterAll(() => home?.stop());

/** Runs a block as a reader would, only at this home's addresses. */
async function runBlock(block: string, variables: Record<string, string> = {}): Promise<string> {
  const script = block
    .replaceAll('http://localhost:3000', home.url)
    .replaceAll('-p 1883', `-p ${home.ports.mqtt}`);
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: root,
    env: childEnv({ ...home.env, ...variables }),
  });
  return stdout.trim();
}
const block = (text: string) => {
  const found = shown.find((one) => one.includes(text));
  expect(found, `a block with ${text}`).toBeDefined();
  return found!;
};

describe('every command of the README does what it says', () => {
  test('a credential lets the first device publish, and its history comes back over REST', async () => {
    const credential = await runBlock(block('mqtt-user create'));
    expect(credential).toMatch(/^[^:\s]+:[^:\s]+$/);
    const [USERNAME, PASSWORD] = credential.split(':') as [string, string];
    await runBlock(block('mosquitto_pub'), { USERNAME, PASSWORD });

    const answer = await until(async () => {
      const text = await runBlock(block('/history?'));
      const found = text.includes('"sensor.kitchen_temperature"') && text.includes('"mean":21.4');
      return found ? text : null;
    });
    expect(answer).toContain('"resolution":"1h"');
  });

  test('decode tells what a message means', async () => {
    const answer = JSON.parse(await runBlock(block('cli -- decode')));
    expect(answer.devices[0].entities[0]).toMatchObject({
      id: 'sensor.kitchen_temperature',
      unit: '°C',
      state: { value: 21.4 },
    });
  });

  test('a command over REST is answered, or refused in words', async () => {
    const { username, password } = await home.mqttUser('desk');
    await runBlock(
      `mosquitto_pub -h localhost -p 1883 -u ${username} -P ${password} -q 1 -r -t lights/desk/state -m '{"state":"off","brightness":40}'`,
    );
    const answer = await until(async () => {
      const { phase } = JSON.parse(await runBlock(block('/commands')));
      return phase;
    });
    expect(answer).toBe('acknowledged');
  });

  test('a past is brought in, once', async () => {
    const imports = block('import csv');
    expect(await runBlock(imports)).toContain(
      'Brought in 1 readings of 1 entities (1 new, 0 known)',
    );
    expect(await runBlock(imports)).toContain('(0 new, 1 known); 1 were there already');
  });

  test('the OpenAPI document is there', async () => {
    const document = JSON.parse(await runBlock(block('openapi.json')));
    expect(document.openapi).toMatch(/^3\.1/);
  });

  test('no block is left out', () => {
    const run = [
      'mqtt-user create',
      'mosquitto_pub',
      '/history?',
      'cli -- decode',
      '/commands',
      'openapi.json',
      'import csv',
    ];
    expect(shown.filter((one) => !run.some((text) => one.includes(text)))).toEqual([]);
  });
});
