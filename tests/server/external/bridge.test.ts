import { readFile } from 'node:fs/promises';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import mqttPacket from 'mqtt-packet';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { BrowserCredential } from '../../../lib/api/home.ts';
import { startMosquitto, type TestMosquitto } from '../../support/mosquitto.ts';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { ask, signIn } from '../web/api.ts';

let mosquitto: TestMosquitto;
let home: TestHome;
let device: MqttClient;
let cookie: string;
let credential: BrowserCredential;
let address: string;
const stops: (() => unknown)[] = [];

beforeAll(async () => {
  mosquitto = await startMosquitto();
  home = await startHome({ roles: ['web'], env: { MQTT_URL: mosquitto.tcpUrl } });
  device = await mqtt.connectAsync(mosquitto.tcpUrl);
});
beforeEach(async () => {
  cookie = await signIn(home.url);
  credential = (await ask(home.url, '/mqtt-credentials', { cookie, body: {} })).body;
  address = credential.urls[0]!;
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(async () => {
  await device?.endAsync(true);
  await home?.stop();
  await mosquitto?.stop();
});

let pages = 0;
/** The sockets beneath the pages, to treat them badly. */
const sockets = new WeakMap<MqttClient, WebSocket>();
async function openPage(options: IClientOptions = {}): Promise<MqttClient> {
  let socket: WebSocket;
  const page = await mqtt.connectAsync(address, {
    protocolVersion: 4,
    username: credential.username,
    password: credential.password,
    clientId: `${credential.clientIdPrefix}-${++pages}`,
    reconnectPeriod: 0,
    createWebsocket(url, protocols) {
      socket = new WebSocket(url, protocols, { origin: home.url });
      return socket;
    },
    ...options,
  });
  sockets.set(page, socket!);
  page.on('error', () => {});
  stops.push(() => page.endAsync(true));
  return page;
}

/** A socket to the bridge that says what it is told to say, byte by byte. */
async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(address, ['mqtt'], { origin: home.url });
  socket.on('error', () => {});
  stops.push(() => socket.terminate());
  await new Promise((resolve, reject) => {
    socket.once('open', resolve).once('error', reject);
  });
  return socket;
}

const closed = (socket: WebSocket) =>
  until(() => socket.readyState === WebSocket.CLOSED, { what: 'the end' });

const connect = (protocolVersion: 4 | 5, password: string) =>
  mqttPacket.generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion,
    clean: true,
    keepalive: 30,
    clientId: `${credential.clientIdPrefix}-raw`,
    username: credential.username,
    password: Buffer.from(password),
  });

test('the page is sent to its own origin, and is told nothing of the broker’s login', () => {
  expect(credential.urls).toEqual([`ws://localhost:${home.ports.web}/mqtt`]);
  expect(JSON.stringify(credential)).not.toMatch(/house|four walls/);
});

test.each([4, 5] as const)(
  'a page that speaks MQTT version %i hears and is heard',
  async (protocolVersion) => {
    const topic = `sensors/garden/${protocolVersion}`;
    const page = await openPage({ protocolVersion });
    const [atPage, atDevice]: string[][] = [[], []];
    page.on('message', (_, payload) => atPage!.push(String(payload)));
    device.on('message', (on, payload) => on === `${topic}/set` && atDevice!.push(String(payload)));
    await page.subscribeAsync(topic, { qos: 1 });
    await device.subscribeAsync(`${topic}/set`, { qos: 1 });
    await device.publishAsync(topic, '21.5', { qos: 1 });
    await page.publishAsync(`${topic}/set`, 'on', { qos: 1 });
    await until(() => atPage!.length > 0 && atDevice!.length > 0);
    expect([atPage, atDevice]).toEqual([['21.5'], ['on']]);
  },
);

test('a wrong password is refused in the words of the page’s own protocol version', async () => {
  for (const [version, code] of [
    [4, 5],
    [5, 0x87],
  ] as const) {
    const socket = await openSocket();
    const parser = mqttPacket.parser({ protocolVersion: version });
    const heard: mqttPacket.Packet[] = [];
    parser.on('packet', (packet) => heard.push(packet));
    socket.on('message', (data) => parser.parse(data as Buffer));
    socket.send(connect(version, 'wrong'));
    await closed(socket);
    const field = version === 5 ? 'reasonCode' : 'returnCode';
    expect(heard).toMatchObject([{ cmd: 'connack', sessionPresent: false, [field]: code }]);
  }
});

test('a login of the broker’s own, no login, or another’s client id is refused', async () => {
  const own = { username: 'house', password: 'between four walls' };
  const none = { username: undefined, password: undefined };
  for (const options of [own, none, { clientId: 'inglenook-recorder' }]) {
    await expect(openPage(options)).rejects.toThrow(/not authorized/i);
  }
});

test('signing out ends the page’s connection, and others stay', async () => {
  const page = await openPage();
  const before = credential;
  const otherCookie = await signIn(home.url);
  credential = (await ask(home.url, '/mqtt-credentials', { cookie: otherCookie, body: {} })).body;
  const other = await openPage();

  await ask(home.url, '/logout', { method: 'POST', cookie, headers: { origin: home.url } });
  await until(() => !page.connected, { what: 'the end' });
  expect(other.connected).toBe(true);
  credential = before;
  await expect(openPage()).rejects.toThrow(/not authorized/i);
});

test('pages of other origins and requests that are not MQTT are turned away', async () => {
  const refusal = (url: string, protocols: string[], origin?: string) =>
    new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(url, protocols, { origin });
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
      socket.on('error', () => {});
    });
  expect(await refusal(address, ['mqtt'], 'https://evil.example')).toBe(403);
  expect(await refusal(address, ['mqtt'], 'null')).toBe(403);
  expect(await refusal(address, [])).toBe(400);
  expect(await refusal(address, ['chat'])).toBe(400);
  expect(await refusal(`${address}/more`, ['mqtt'])).toBe(404);
});

test('packets of 200 kB pass both ways, and a page that asks too much is cut off alone', async () => {
  const page = await openPage();
  const big = Buffer.alloc(200_000, 'x');
  const sizes: number[] = [];
  page.on('message', (_, payload) => sizes.push(payload.length));
  await page.subscribeAsync('big/#', { qos: 1 });
  await device.publishAsync('big/a', big, { qos: 1 });
  await page.publishAsync('big/b', big, { qos: 1 });
  await until(() => sizes.length === 2);
  expect(sizes).toEqual([200_000, 200_000]);

  const greedy = await openSocket();
  greedy.send(connect(4, credential.password));
  greedy.send(Buffer.alloc(400_000));
  await closed(greedy);
  expect(page.connected).toBe(true);
});

test('a page that does not read is waited for, and costs neither memory nor the others’ time', async () => {
  const [slow, quick] = [await openPage(), await openPage()];
  let heard = 0;
  quick.on('message', () => heard++);
  await slow.subscribeAsync('flood/#', { qos: 0 });
  await quick.subscribeAsync('flood/#', { qos: 0 });
  sockets.get(slow)!.pause();
  const pid = home.roles.get('web')!.pid;
  const residentMb = async () =>
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
  const before = await residentMb();
  const payload = Buffer.alloc(100_000, 'y');
  for (let i = 0; i < 2_000; i++) await device.publishAsync('flood/a', payload, { qos: 1 });
  await until(() => heard === 2_000, { what: 'all messages at the page that reads' });
  expect((await residentMb()) - before).toBeLessThan(150);
  expect(slow.connected).toBe(true);
});

test('nonsense ends its own connection and nothing else', async () => {
  const page = await openPage();
  const web = home.roles.get('web')!.pid;
  const whole = connect(4, credential.password);
  const oversize = Buffer.concat([Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(1000)]);
  const first: (Buffer | string)[] = [
    Buffer.from([0x30, 0x03, 0x00, 0x01, 0x61]),
    oversize,
    Buffer.from([0x10, 0x80, 0x80, 0x80, 0x80, 0x01]),
    Buffer.concat([Buffer.from([0x10, 0x20]), Buffer.alloc(32, 0xff)]),
    'a text',
  ];
  for (const words of first) {
    const socket = await openSocket();
    socket.send(words);
    await closed(socket);
  }
  for (let i = 0; i < 20; i++) {
    // A frame that breaks the protocol while the credential is being looked up.
    const socket = await openSocket();
    const raw = (socket as unknown as { _socket: NodeJS.WritableStream })._socket;
    socket.send(i % 2 ? whole : connect(4, 'wrong'));
    raw.write(Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x7f, 0, 0, 0, 1, 2, 3, 4]));
    await closed(socket);
    // And one that is gone by then.
    const gone = await openSocket();
    gone.send(connect(4, 'wrong'), () => gone.terminate());
    await closed(gone);
  }
  expect(page.connected).toBe(true);
  process.kill(web, 0);
});

test('the last will of a page that vanishes is sent', async () => {
  const topic = 'clients/vanishing/status';
  const page = await openPage({ will: { topic, payload: Buffer.from('offline'), qos: 1 } });
  const heard: string[] = [];
  device.on('message', (on, payload) => on === topic && heard.push(String(payload)));
  await device.subscribeAsync(topic, { qos: 1 });
  sockets.get(page)!.terminate();
  await until(() => heard.length > 0);
  expect(heard).toEqual(['offline']);
});

test('without the broker a page is let go at once, and enters again when it is back', async () => {
  const page = await openPage();
  await mosquitto.halt();
  await until(() => !page.connected, { what: 'the end' });
  const socket = await openSocket();
  socket.send(connect(4, credential.password));
  await closed(socket);
  await mosquitto.resume();
  expect((await openPage()).connected).toBe(true);
});
