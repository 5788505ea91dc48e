import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../lib/server/project-root.ts';
import type { RoleName } from '../../lib/server/role.ts';
import { freePorts } from './ports.ts';

const root = projectRoot();

/** The environment of a child process: nothing of this one's but the way to programs. */
export const childEnv = (variables: Record<string, string>): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  NODE_ENV: 'production',
  ...variables,
});

export type TestRole = {
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  /** SIGTERM, and its end. */
  stop(): Promise<void>;
  /** SIGKILL, and its end. */
  kill(): Promise<void>;
  /** Its exit code, or the signal's name. */
  readonly exited: Promise<number | string>;
};

/**
 * Starts one real role in a process of its own and waits until it says it is ready.
 * @param under a program with its arguments that runs it, such as strace; it must become that process.
 */
export async function startRole(
  role: RoleName | 'demo',
  env: Record<string, string>,
  under: readonly string[] = [],
): Promise<TestRole> {
  if (role === 'web') await ensurePages();
  const own = [process.execPath, path.join(root, 'build/server.js'), role, '--child'];
  const [program, ...args] = [...under, ...own] as [string, ...string[]];
  const child = spawn(program, args, {
    cwd: root,
    env: childEnv({ LOG_LEVEL: 'info', ...env }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const running = watch(child);
  const started = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      if ((message as { type?: string }).type === 'ready') resolve();
    });
    running.exited.then((how) =>
      reject(new Error(`${role} ended (${how}) before it was ready:\n${running.output()}`)),
    );
  });
  await started;
  return running;
}

/** Starts the whole product under its supervisor, as `npm start` does once everything is built. */
export function startSupervised(args: readonly string[], env: Record<string, string>): TestRole {
  const child = spawn(process.execPath, [path.join(root, 'build/server.js'), ...args], {
    cwd: root,
    env: childEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watch(child);
}

/** Collects what a process prints, and ends it. */
function watch(child: ChildProcess): TestRole {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const exited = new Promise<number | string>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  return {
    pid: child.pid!,
    output: () => printed,
    stop: () => end(child, exited, 'SIGTERM'),
    kill: () => end(child, exited, 'SIGKILL'),
    exited,
  };
}

async function end(child: ChildProcess, exited: Promise<unknown>, signal: NodeJS.Signals) {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await exited;
}

/** The pages, built if anything they are made of has changed. */
export async function ensurePages(): Promise<void> {
  const build = await import('../../scripts/lib/build.mjs');
  await build.ensurePages();
}

export const OWNER = { email: 'owner@example.org', password: 'correct horse battery' } as const;

export type TestHome = {
  /** `http://localhost:PORT` */
  readonly url: string;
  readonly ports: { readonly web: number; readonly mqtt: number; readonly ws: number };
  readonly env: Record<string, string>;
  /** The roles that are running. */
  readonly roles: Map<RoleName, TestRole>;
  /** `under`: a program with its arguments that runs the role, such as strace. */
  start(role: RoleName, under?: readonly string[]): Promise<TestRole>;
  /** SIGKILL to one role. */
  kill(role: RoleName): Promise<void>;
  /** `npm run -s cli -- …`; its standard output, trimmed. */
  cli(...args: string[]): Promise<string>;
  /** A new API token. */
  token(scope: 'read' | 'control' | 'admin'): Promise<string>;
  /** A new credential for an MQTT client. */
  mqttUser(name: string): Promise<{ username: string; password: string }>;
  stop(): Promise<void>;
};

/**
 * A whole home on free ports and a data folder of its own: the three real roles (or those named),
 * with an owner.
 */
export async function startHome(
  options: { roles?: readonly RoleName[]; env?: Record<string, string> } = {},
): Promise<TestHome> {
  const [web, mqtt, ws] = (await freePorts(3)) as [number, number, number];
  const dataDir = await mkdtemp(path.join(tmpdir(), 'inglenook-'));
  const env: Record<string, string> = {
    PORT: String(web),
    HOST: '127.0.0.1',
    MQTT_PORT: String(mqtt),
    MQTT_WS_PORT: String(ws),
    DATA_DIR: dataDir,
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
    HOME_NAME: 'Elm Street',
    HOME_TIME_ZONE: 'Europe/Berlin',
    ...options.env,
  };
  const roles = new Map<RoleName, TestRole>();
  const cli = async (...args: string[]) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [path.join(root, 'build/cli.js'), ...args],
      {
        cwd: root,
        env: childEnv(env),
      },
    );
    return stdout.trim();
  };
  const home: TestHome = {
    url: `http://localhost:${web}`,
    ports: { web, mqtt, ws },
    env,
    roles,
    async start(role, under) {
      const running = await startRole(role, env, under);
      roles.set(role, running);
      return running;
    },
    async kill(role) {
      await roles.get(role)?.kill();
      roles.delete(role);
    },
    cli,
    token: (scope) => cli('token', 'create', '--name', `test ${scope}`, '--scope', scope),
    async mqttUser(name) {
      const [username, password] = (await cli('mqtt-user', 'create', '--name', name)).split(':');
      return { username: username!, password: password! };
    },
    async stop() {
      await Promise.all([...roles.values()].map((role) => role.stop()));
      roles.clear();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  try {
    for (const role of options.roles ?? (['broker', 'recorder', 'web'] as const))
      await home.start(role);
  } catch (error) {
    await home.stop();
    throw error;
  }
  return home;
}
