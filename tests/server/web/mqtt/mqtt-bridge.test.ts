import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import mqttPacket from 'mqtt-packet';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createLog } from '../../../../lib/server/log.ts';
import { createMqttBridge } from '../../../../lib/server/web/mqtt/bridge.ts';
import { joinExternal } from '../../../../lib/server/web/mqtt/join-external.ts';
import { until } from '../../../support/until.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A bridge whose database takes its time: `answer` lets it answer that nobody is known. */
async function slowBridge() {
  const log = createLog('web', 'silent');
  const waiting: (() => void)[] = [];
  const external = joinExternal(
    'mqtt://127.0.0.1:9',
    {
      authenticate: () => new Promise((resolve) => waiting.push(() => resolve(null))),
      revoked: async () => [],
    },
    log,
  );
  const bridge = createMqttBridge({
    sameOrigin: () => true,
    isOpen: async () => true,
    join: external.join,
    log,
  });
  const server = createServer().on('upgrade', bridge.upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    external.stop();
    bridge.stop();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}/mqtt`, waiting };
}

const CONNECT = mqttPacket.generate({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clean: true,
  keepalive: 30,
  clientId: 'page',
});

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, ['mqtt']);
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('open', resolve));
  return socket;
}

/** A frame whose length no receiver takes. */
const MALFORMED = Buffer.from([0x82, 0xff, 0x7f, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4]);

test.each([
  ['breaks the protocol', (raw: Socket) => raw.write(MALFORMED)],
  ['vanishes', (raw: Socket) => raw.resetAndDestroy()],
])('a page that %s while its credential is looked up ends alone', async (_, misbehave) => {
  const { url, waiting } = await slowBridge();
  const socket = await open(url);
  socket.send(CONNECT);
  await until(() => waiting.length === 1);
  misbehave((socket as unknown as { _socket: Socket })._socket);
  await until(() => socket.readyState === WebSocket.CLOSED);
  waiting[0]!();

  const next = await open(url);
  const heard: number[] = [];
  next.on('message', (data: Buffer) => heard.push(...data));
  next.send(CONNECT);
  await until(() => waiting.length === 2);
  waiting[1]!();
  await until(() => next.readyState === WebSocket.CLOSED);
  expect(heard).toEqual([0x20, 2, 0, 5]);
});
