import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from './ports.ts';
import { until } from './until.ts';

const folders = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin', '/usr/bin'];
const program = (name: string) => folders.map((f) => path.join(f, name)).find(existsSync) ?? name;

export type TestMosquitto = {
  /** With credentials. */
  readonly tcpUrl: string;
  readonly wsUrl: string;
  readonly ports: { readonly tcp: number; readonly ws: number };
  /** For mosquitto_pub and mosquitto_sub. */
  readonly login: readonly string[];
  /** Ends the broker at once; its sessions are gone unless it could save them. */
  stop(): Promise<void>;
  /** Ends the broker and starts it again with nothing remembered. */
  forget(): Promise<void>;
  /** Ends the broker in order; with `persistent` it saves what it knows. */
  halt(): Promise<void>;
  /** Starts it again after `halt`. */
  resume(): Promise<void>;
};

/** A real Mosquitto on free ports: TCP and WebSocket, one user, sessions of any length. */
export async function startMosquitto({
  persistent = false,
  password = 'between four walls',
  /** Unacknowledged deliveries at most; its own default is 20. */
  inflight = 500,
} = {}): Promise<TestMosquitto> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inglenook-mosquitto-'));
  const [tcp, ws] = (await freePorts(2)) as [number, number];
  const user = 'house';
  const passwords = path.join(folder, 'passwords');
  await writeFile(passwords, '');
  execFileSync('mosquitto_passwd', ['-b', passwords, user, password], { stdio: 'ignore' });
  const config = path.join(folder, 'mosquitto.conf');
  await writeFile(
    config,
    [
      `persistence ${persistent}`,
      ...(persistent ? [`persistence_location ${folder}/`] : []),
      'allow_anonymous false',
      `password_file ${passwords}`,
      'max_queued_messages 0',
      `max_inflight_messages ${inflight}`,
      ...(process.getuid?.() === 0 ? ['user root'] : []),
      `listener ${tcp} 127.0.0.1`,
      `listener ${ws} 127.0.0.1`,
      'protocol websockets',
      '',
    ].join('\n'),
  );
  let child: ChildProcess;
  const start = async () => {
    child = spawn(program('mosquitto'), ['-c', config], { stdio: 'ignore' });
    await until(() => answers(tcp), { what: 'mosquitto listening' });
    await until(() => answers(ws), { what: 'mosquitto listening for WebSockets' });
  };
  const end = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await exited;
  };
  await start();
  const login = `${user}:${encodeURIComponent(password)}`;
  return {
    tcpUrl: `mqtt://${login}@127.0.0.1:${tcp}`,
    wsUrl: `ws://${login}@127.0.0.1:${ws}/mqtt`,
    ports: { tcp, ws },
    login: ['-h', '127.0.0.1', '-p', String(tcp), '-u', user, '-P', password],
    halt: () => end('SIGTERM'),
    resume: start,
    async stop() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
    async forget() {
      await end();
      await start();
    },
  };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
