import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePorts } from '../support/ports.ts';
import { ensurePages, startSupervised, type TestRole } from '../support/roles.ts';
import { until } from '../support/until.ts';

let dataDir: string;
let env: Record<string, string>;
let product: TestRole | null = null;
const printed = () => product?.output() ?? '';

beforeEach(async () => {
  await ensurePages();
  dataDir = await mkdtemp(path.join(tmpdir(), 'inglenook-'));
  const [web, mqtt, ws] = (await freePorts(3)) as [number, number, number];
  env = {
    HOST: '127.0.0.1',
    PORT: String(web),
    MQTT_PORT: String(mqtt),
    MQTT_WS_PORT: String(ws),
    DATA_DIR: dataDir,
  };
});

afterEach(async () => {
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the product as `npm start` does once everything is built. */
function start(...args: string[]): Promise<number | string> {
  product = startSupervised(args, env);
  return product.exited;
}

const ready = () =>
  until(() => printed().includes('Inglenook is ready'), { what: 'the ready line' });

/** Process ids of the roles, by name. */
async function roles(): Promise<Record<string, number>> {
  const children = await readFile(`/proc/${product!.pid}/task/${product!.pid}/children`, 'utf8');
  const found: Record<string, number> = {};
  for (const pid of children.trim().split(' ').filter(Boolean).map(Number)) {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    if (words[2]) found[words[2]] = pid;
  }
  return found;
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const health = async () => (await fetch(`http://127.0.0.1:${env.PORT}/api/v1/health`)).json();

describe('one command runs the home', () => {
  test('three processes start, and an interrupt ends every one of them', async () => {
    const exited = start();
    await ready();
    const pids = await roles();
    expect(Object.keys(pids).sort()).toEqual(['broker', 'recorder', 'web']);
    process.kill(product!.pid, 'SIGINT');
    expect(await exited).toBe(0);
    for (const pid of Object.values(pids)) expect(alive(pid)).toBe(false);
  });

  test('a role that is killed comes back, and the others never notice', async () => {
    start();
    await ready();
    const before = await roles();
    process.kill(before.recorder!, 'SIGKILL');
    const after = await until(async () => {
      const now = await roles();
      return now.recorder !== undefined && now.recorder !== before.recorder ? now : null;
    });
    expect(after.broker).toBe(before.broker);
    expect(after.web).toBe(before.web);
    await until(async () => (await health()).recorder === 'ok', { what: 'a healthy recorder' });
  });

  test('roles whose supervisor is killed do not stay behind', async () => {
    const exited = start();
    await ready();
    const pids = Object.values(await roles());
    process.kill(product!.pid, 'SIGKILL');
    await exited;
    await until(() => pids.every((pid) => !alive(pid)), { what: 'the end of every role' });
  });
});

describe('what stands in the way is said in one clear line', () => {
  const refused = async (...args: string[]) => {
    const code = await start(...args);
    const lines = printed()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{'));
    return { code, lines };
  };

  test('a port in use', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) =>
      squatter.listen(Number(env.MQTT_PORT), '0.0.0.0', resolve),
    );
    const { code, lines } = await refused();
    squatter.close();
    expect(code).toBe(1);
    expect(lines.filter((line) => line.includes(env.MQTT_PORT!))).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/in use/);
    expect(lines.join('\n')).toMatch(/MQTT_PORT/);
  });

  test('a DATA_DIR that cannot be written', async () => {
    await writeFile(path.join(dataDir, 'a-file'), '');
    env.DATA_DIR = path.join(dataDir, 'a-file', 'data');
    const { code, lines } = await refused('broker');
    expect(code).not.toBe(0);
    expect(lines.join('\n')).toMatch(/DATA_DIR/);
    expect(lines).toHaveLength(1);
  });

  test('a database file that is none', async () => {
    await writeFile(
      path.join(dataDir, 'inglenook.db'),
      'this is no database, but a text of some length\n'.repeat(100),
    );
    const { code, lines } = await refused('recorder');
    expect(code).not.toBe(0);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/inglenook\.db/);
  });

  test('a variable that makes no sense', async () => {
    env.HOME_TIME_ZONE = 'Middle-earth/Shire';
    const { code, lines } = await refused();
    expect(code).not.toBe(0);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/HOME_TIME_ZONE/);
  });

  test('an external broker that does not answer: the recorder says so and keeps trying', async () => {
    const [nobody] = await freePorts(1);
    env.MQTT_URL = `mqtt://127.0.0.1:${nobody}`;
    start('recorder');
    await until(() => /broker .*(unreachable|cannot be reached|does not answer)/i.test(printed()), {
      what: 'a line about the broker',
    });
    expect(alive(product!.pid)).toBe(true);
  });
});
