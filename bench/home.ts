import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RoleName } from '../lib/server/role.ts';

export const OWNER = { email: 'bench@example.org', password: 'a bench of oak' } as const;

export type BenchHome = {
  /** `http://localhost:PORT` */
  readonly url: string;
  readonly mqttUrl: string;
  readonly env: NodeJS.ProcessEnv;
  start(role: RoleName): Promise<void>;
  /** SIGTERM to one role, and its end. */
  end(role: RoleName): Promise<void>;
  /** SIGKILL to all roles, and their end. */
  kill(): Promise<void>;
  /** The process of a role that runs. */
  pid(role: RoleName): number;
  mqttUser(name: string): Promise<{ username: string; password: string }>;
  /** A new API token. */
  token(scope: 'read' | 'control' | 'admin'): Promise<string>;
  /** Ends all roles and removes the data. */
  stop(): Promise<void>;
};

/** The real roles on free ports with a data folder of their own. Runs in the project's folder. */
export async function createBenchHome(
  variables: Readonly<Record<string, string>> = {},
): Promise<BenchHome> {
  const [web, mqtt, ws] = [await freePort(), await freePort(), await freePort()];
  const dataDir = await mkdtemp(path.join(tmpdir(), 'inglenook-bench-'));
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PORT: String(web),
    MQTT_PORT: String(mqtt),
    MQTT_WS_PORT: String(ws),
    DATA_DIR: dataDir,
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
    ...variables,
  };
  const cli = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['build/cli.js', ...args], {
      env,
    });
    return stdout.trim();
  };
  const roles = new Map<RoleName, ChildProcess>();
  const end = async (role: RoleName) => {
    const child = roles.get(role);
    roles.delete(role);
    if (!child || child.exitCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await exited;
  };
  return {
    url: `http://localhost:${web}`,
    mqttUrl: `mqtt://127.0.0.1:${mqtt}`,
    env,
    async start(role) {
      const child = spawn(process.execPath, ['build/server.js', role, '--child'], {
        env,
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      roles.set(role, child);
      await new Promise<void>((resolve, reject) => {
        child.on('message', (message: { type?: unknown }) => {
          if (message.type === 'ready') resolve();
        });
        child.once('exit', (code) => reject(new Error(`the ${role} ended with ${code}`)));
      });
    },
    end,
    async kill() {
      const children = [...roles.values()];
      roles.clear();
      const ends = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(ends);
    },
    pid(role) {
      const pid = roles.get(role)?.pid;
      if (pid === undefined) throw new Error(`the ${role} does not run`);
      return pid;
    },
    async mqttUser(name) {
      const [username = '', password = ''] = (
        await cli('mqtt-user', 'create', '--name', name)
      ).split(':');
      return { username, password };
    },
    token: (scope) => cli('token', 'create', '--name', `bench ${scope}`, '--scope', scope),
    async stop() {
      // Those who need the broker go first.
      for (const role of [...roles.keys()].reverse()) await end(role);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
