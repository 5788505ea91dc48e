import { connect as connectSocket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import mqttPacket from 'mqtt-packet';
import { accountOf, greatest } from './account.ts';
import type { Finding, Proof } from './proof.ts';
import { publishNumbers } from './publisher.ts';
import { refusals } from './refusals.ts';
import { type Setting, withSetting } from './setting.ts';

const VIDEO = 'video/door';
const TOPIC = 'sensors/slow/count';
const FRAME = Buffer.alloc(16 * 1024, 7);
const FRAMES_PER_SECOND = 190;
const HEALTHY = 3;
const MOST_MS = 150;
const SECONDS = 20;
const LONG_SECONDS = 120;

/** One client that stops reading what it asked for. */
export const slowClient: Proof = {
  name: 'slow-client',
  promises: 'P9',
  about: `a subscriber that stops reading 16 KB × ${FRAMES_PER_SECOND}/s; what the others feel of it`,
  async *run({ long, database }) {
    const { finding, unfrozenMs } = await withSetting({ database }, (setting) =>
      freezeOne(setting, long ? LONG_SECONDS : SECONDS, () => MOST_MS),
    );
    if (unfrozenMs <= MOST_MS || finding.faults.length === 0) yield finding;
    else yield { about: finding.about, skipped: tooBusy(unfrozenMs) };
  },
};

const tooBusy = (ms: number) =>
  `this machine is too busy: messages are ${Math.round(ms)} ms apart without a slow client, too`;

/** `mostMs`: what a healthy subscriber may wait, given what it waited before the other froze. */
export async function freezeOne(
  setting: Setting,
  seconds: number,
  mostMs: (unfrozenMs: number) => number,
): Promise<{ readonly finding: Finding; readonly unfrozenMs: number }> {
  const { home, connect, announce, stored } = setting;
  await announce(TOPIC);
  const cutOff = await refusals(setting, 'slow-subscriber');
  const screens: MqttClient[] = [];
  for (let i = 0; i < HEALTHY; i++) {
    const client = await connect(`prover-screen-${i}`);
    await client.subscribeAsync(VIDEO, { qos: 0 });
    screens.push(client);
  }
  const camera = await connect('prover-camera');
  const sensor = await connect('prover-sensor');
  const run = publishNumbers(sensor, { topic: TOPIC, qos: 1, perSecond: 50 });
  // What a busy machine does to them by itself.
  const unfrozenMs = await longestGap(screens, () => film(camera, seconds / 2));
  const frozen = await frozenSubscriber(home.ports.mqtt, await home.mqttUser('frozen'));
  const longest = await longestGap(screens, () => film(camera, seconds));
  await run.stop();
  frozen.destroy();
  const finding = {
    about: `${seconds} s, ${HEALTHY} healthy subscribers`,
    account: accountOf(run.acked, await stored(TOPIC, greatest(run.acked))),
    figures: {
      'longest gap (ms)': Math.round(longest),
      'before it froze': Math.round(unfrozenMs),
      'cut off': cutOff(),
    },
    faults:
      longest <= mostMs(unfrozenMs)
        ? []
        : [`a healthy subscriber waited ${Math.round(longest)} ms`],
  };
  return { finding, unfrozenMs };
}

async function film(camera: MqttClient, seconds: number): Promise<void> {
  const begin = performance.now();
  for (let frame = 0; performance.now() - begin < seconds * 1_000; frame++) {
    camera.publish(VIDEO, FRAME, { qos: 0 });
    await delay(Math.max(0, begin + ((frame + 1) * 1_000) / FRAMES_PER_SECOND - performance.now()));
  }
}

async function longestGap(
  screens: readonly MqttClient[],
  during: () => Promise<void>,
): Promise<number> {
  const gaps = screens.map((client) => watchGaps(client));
  await during();
  return Math.max(...gaps.map((gap) => gap.end()));
}

/** The longest time without a message, less what this process itself stood still meanwhile. */
function watchGaps(client: MqttClient): { end(): number } {
  let last: number | null = null;
  let longest = 0;
  let ticked = performance.now();
  let stalled = 0;
  const tick = setInterval(() => {
    stalled = Math.max(stalled, performance.now() - ticked - 5);
    ticked = performance.now();
  }, 5);
  const heard = () => {
    const now = performance.now();
    // A message that waited for this process to wake is no fault of the broker.
    stalled = Math.max(stalled, now - ticked - 5);
    if (last !== null) longest = Math.max(longest, now - last - stalled);
    last = now;
    stalled = 0;
  };
  client.on('message', heard);
  return {
    end() {
      clearInterval(tick);
      client.off('message', heard);
      return longest;
    },
  };
}

/** Subscribes, and then never reads again. */
async function frozenSubscriber(port: number, login: { username: string; password: string }) {
  const socket = connectSocket(port, '127.0.0.1');
  socket.on('error', () => {});
  const packets: mqttPacket.Packet[] = [];
  const parser = mqttPacket.parser();
  parser.on('packet', (packet) => packets.push(packet));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const subscribed = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      parser.parse(chunk);
      if (packets.some(({ cmd }) => cmd === 'suback')) resolve();
    });
  });
  socket.write(
    mqttPacket.generate({
      ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0 },
      ...{ clientId: 'frozen', username: login.username, password: Buffer.from(login.password) },
    }),
  );
  socket.write(
    mqttPacket.generate({
      ...{ cmd: 'subscribe', messageId: 1 },
      subscriptions: [{ topic: VIDEO, qos: 1 }],
    }),
  );
  await subscribed;
  socket.pause();
  return socket;
}
