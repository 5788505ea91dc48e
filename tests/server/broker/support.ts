import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import {
  type Broker,
  type BrokerOptions,
  createBroker,
} from '../../../lib/server/broker/broker.ts';
import type { Authenticator, Principal } from '../../../lib/server/broker/principal.ts';
import type { Log } from '../../../lib/server/log.ts';
import { until } from '../../support/until.ts';

export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Remembers what was logged. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const note =
    (level: string) =>
    (fields: object | string, message = ''): void => {
      lines.push(
        `${level} ${typeof fields === 'string' ? fields : message + JSON.stringify(fields)}`,
      );
    };
  return { lines, debug: () => {}, info: note('info'), warn: note('warn'), error: note('error') };
}

/** A temporary folder, gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'inglenook-broker-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Passwords are the username; the role comes before a dash: `device-hall`. */
export const HOUSE: Authenticator = {
  async authenticate(username, password): Promise<Principal | null> {
    if (username === undefined) return { username: '', role: 'anonymous' };
    const role = username.split('-')[0] as Principal['role'];
    return Buffer.from(password ?? []).toString() === username ? { username, role } : null;
  },
  revoked: async () => [],
};

/** A broker on free ports, stopped after the test. */
export async function startTestBroker(options: Partial<BrokerOptions> = {}): Promise<Broker> {
  const broker = await createBroker({
    dataDir: options.dataDir ?? temporaryFolder(),
    tcpPort: 0,
    wsPort: 0,
    host: '127.0.0.1',
    authenticator: HOUSE,
    originAllowed: (origin) => origin === undefined || origin === 'http://localhost:3000',
    log: SILENT,
    onFatal(error) {
      throw error;
    },
    ...options,
  });
  onTestFinished(() => broker.stop());
  return broker;
}

/** A connected MQTT.js client with what it received, ended after the test. */
export async function connect(
  broker: Pick<Broker, 'tcpPort'>,
  user: string,
  options: IClientOptions = {},
): Promise<MqttClient> {
  const client = await mqtt.connectAsync({
    host: '127.0.0.1',
    port: broker.tcpPort,
    protocol: 'mqtt',
    clientId: user,
    username: user,
    password: user,
    reconnectPeriod: 0,
    ...options,
  });
  client.on('error', () => {});
  onTestFinished(() => client.endAsync(true).catch(() => {}));
  return client;
}

/** Like `connect`, but hears from the first packet on what a continued session has waiting. */
export async function resume(
  broker: Pick<Broker, 'tcpPort'>,
  user: string,
): Promise<{ readonly client: MqttClient; readonly heard: Heard[] }> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${broker.tcpPort}`, {
    clientId: user,
    username: user,
    password: user,
    clean: false,
    reconnectPeriod: 0,
  });
  client.on('error', () => {});
  onTestFinished(() => client.endAsync(true).catch(() => {}));
  const heard = listen(client);
  await until(() => client.connected, { everyMs: 5 });
  return { client, heard };
}

export type Heard = { topic: string; text: string; qos: number; retain: boolean; dup: boolean };

/** Everything a client receives from now on. */
export function listen(client: MqttClient): Heard[] {
  const heard: Heard[] = [];
  client.on('message', (topic, payload, { qos, retain, dup }) => {
    heard.push({ topic, text: payload.toString(), qos, retain, dup });
  });
  return heard;
}

/** Waits until so many messages were heard. */
export const heardCount = (heard: readonly unknown[], count: number): Promise<unknown> =>
  until(() => heard.length >= count, { what: `${count} messages (${heard.length})`, everyMs: 10 });
