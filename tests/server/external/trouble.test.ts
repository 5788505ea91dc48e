import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startMosquitto } from '../../support/mosquitto.ts';
import { freePorts } from '../../support/ports.ts';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { ask } from '../web/api.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function homeWith(MQTT_URL: string): Promise<TestHome> {
  const home = await startHome({ roles: ['recorder', 'web'], env: { MQTT_URL } });
  stops.push(() => home.stop());
  return home;
}

async function mosquittoWith(password?: string) {
  const mosquitto = await startMosquitto(password === undefined ? {} : { password });
  stops.push(() => mosquitto.stop());
  return mosquitto;
}

/** What a role has said of its trouble with the broker, once it has said something. */
const complaints = (home: TestHome, role: 'recorder' | 'web') =>
  until(
    () => {
      const lines = home.roles.get(role)?.output().split('\n') ?? [];
      const found = lines.filter((line) => line.includes('The broker '));
      return found.length > 0 ? found : null;
    },
    { what: `a word of the ${role}` },
  );

const degraded = (home: TestHome) =>
  until(async () => {
    const { body } = await ask(home.url, '/health');
    return body.status === 'degraded' && body.broker === 'unavailable';
  });

/** Long enough for several attempts: the trouble is told once all the same. */
async function toldOnce(home: TestHome, what: RegExp): Promise<void> {
  for (const role of ['recorder', 'web'] as const) await complaints(home, role);
  await degraded(home);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  for (const role of ['recorder', 'web'] as const) {
    const told = await complaints(home, role);
    expect(told, role).toHaveLength(1);
    expect(told[0]).toMatch(what);
    expect(told[0]).not.toContain('secret');
    expect(home.roles.get(role)?.output()).not.toContain('does not speak MQTT 5');
  }
}

test.each(['tcpUrl', 'wsUrl'] as const)('a wrong password is told once (%s)', async (kind) => {
  const mosquitto = await mosquittoWith();
  const url = new URL(mosquitto[kind]);
  url.password = 'secret';
  await toldOnce(await homeWith(url.href), /user name and password in MQTT_URL\./);
});

test('that nobody listens is told once, by a name with several addresses too', async () => {
  const [port] = await freePorts(1);
  await toldOnce(await homeWith(`mqtt://house:secret@localhost:${port}`), /is it running/);
});

test('that the broker hangs up is told once, and it is found when it answers', async () => {
  const mosquitto = await mosquittoWith();
  let answers = false;
  const door = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (!answers) return socket.destroy();
    const broker = connect(mosquitto.ports.tcp, '127.0.0.1').on('error', () => socket.destroy());
    socket.pipe(broker).pipe(socket);
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => door.close(resolve)));
  const url = new URL(mosquitto.tcpUrl);
  url.port = String((door.address() as AddressInfo).port);
  const home = await homeWith(url.href);
  await toldOnce(home, /is MQTT_URL right/);
  answers = true;
  await until(async () => (await ask(home.url, '/health')).body.status === 'ok');
  await until(() => home.roles.get('recorder')?.output().includes('connected to the broker'));
});

test.each(['mqtt', 'ws'])('that the address is no broker is told once (%s)', async (protocol) => {
  const other = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => other.close(resolve)));
  const { port } = other.address() as AddressInfo;
  await toldOnce(
    await homeWith(`${protocol}://house:secret@127.0.0.1:${port}`),
    /is MQTT_URL right/,
  );
});

test.each(['a:b', 'p@ss/w?rd#1', '100% sure', '%41'])('a password may be %j', async (password) => {
  const mosquitto = await mosquittoWith(password);
  const home = await homeWith(mosquitto.tcpUrl);
  await until(async () => (await ask(home.url, '/health')).body.status === 'ok', {
    what: 'health',
  });
});
