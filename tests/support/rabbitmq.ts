import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from './ports.ts';
import { until } from './until.ts';

const USER = 'house';
const PASSWORD = 'between-four-walls';
const START_MS = 120_000;

export type TestRabbitmq = {
  /** Of its MQTT listener, with credentials. */
  readonly url: string;
  /** Ends it in order and removes all it kept. */
  stop(): Promise<void>;
};

/** A real RabbitMQ with its MQTT plug-in, on free ports, with a node name and a folder of its own. */
export async function startRabbitmq(): Promise<TestRabbitmq> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inglenook-rabbitmq-'));
  const [amqp, mqtt, distribution] = (await freePorts(3)) as [number, number, number];
  const config = path.join(folder, 'rabbitmq.conf');
  await writeFile(
    config,
    [
      `listeners.tcp.1 = 127.0.0.1:${amqp}`,
      `mqtt.listeners.tcp.1 = 127.0.0.1:${mqtt}`,
      'mqtt.allow_anonymous = false',
      'mqtt.vhost = /',
      'mqtt.exchange = amq.topic',
      'mqtt.prefetch = 500',
      // Sessions of any length: a recorder may be away for long.
      'mqtt.subscription_ttl = undefined',
      'log.file = false',
      'log.console = true',
      'log.console.level = warning',
      '',
    ].join('\n'),
  );
  await writeFile(path.join(folder, 'plugins'), '[rabbitmq_mqtt].\n');
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'production',
    PATH: `/usr/lib/rabbitmq/bin:${process.env.PATH ?? ''}:/usr/sbin`,
    HOME: folder,
    LANG: 'C.UTF-8',
    RABBITMQ_NODENAME: `inglenook${amqp}@${hostname().split('.')[0]}`,
    RABBITMQ_MNESIA_BASE: path.join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: folder,
    RABBITMQ_PID_FILE: path.join(folder, 'pid'),
    RABBITMQ_CONFIG_FILE: config,
    RABBITMQ_ENABLED_PLUGINS_FILE: path.join(folder, 'plugins'),
    RABBITMQ_DIST_PORT: String(distribution),
    // Two cores are enough, and fewer threads that spin leave more for what is proved.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none',
  };
  const control = (...args: string[]) =>
    promisify(execFile)('rabbitmqctl', ['-q', ...args], { env, timeout: START_MS });

  const child = spawn('rabbitmq-server', [], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-10_000);
    });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      await control('stop').catch(() => child.kill('SIGTERM'));
      await exited;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await until(
      async () => {
        if (child.exitCode !== null) return true;
        return control('await_startup').then(() => true);
      },
      { what: 'RabbitMQ', withinMs: START_MS, everyMs: 500 },
    );
    if (child.exitCode !== null) throw new Error(`RabbitMQ does not start:\n${printed}`);
    await control('add_user', USER, PASSWORD);
    await control('set_permissions', '-p', '/', USER, '.*', '.*', '.*');
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `mqtt://${USER}:${PASSWORD}@127.0.0.1:${mqtt}`, stop };
}
