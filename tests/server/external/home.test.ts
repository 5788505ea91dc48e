import mqtt from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startLamp } from '../../support/devices.ts';
import { startMosquitto, type TestMosquitto } from '../../support/mosquitto.ts';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { type Program, runProgram, startProgram } from '../clients/program.ts';
import { type Rest, restOf } from '../clients/rest.ts';
import { ask } from '../web/api.ts';

describe.each(['tcpUrl', 'wsUrl'] as const)('with Mosquitto as the broker (%s)', (kind) => {
  let mosquitto: TestMosquitto;
  let home: TestHome;
  let rest: Rest;
  let control: string;
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    mosquitto = await startMosquitto({ persistent: true });
    await publish('-r', '-t', 'sensors/attic/temperature', '-m', '17.5');
    await publish('-r', '-t', 'devices/attic/status', '-m', 'online');
    home = await startHome({ roles: ['recorder', 'web'], env: { MQTT_URL: mosquitto[kind] } });
    rest = await restOf(home);
    control = await home.token('control');
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  afterAll(async () => {
    await home?.stop();
    await mosquitto?.stop();
  });

  const publish = (...args: string[]) =>
    runProgram('mosquitto_pub', [...mosquitto.login, '-q', '1', ...args]);

  const health = async () => (await ask(home.url, '/health')).body;

  /** The readings of what a topic feeds, once there are `count`. */
  async function readings(topic: string, count: number): Promise<unknown[]> {
    const entity = await until(() => rest.fedBy(topic), { what: `an entity of ${topic}` });
    const found = await until(
      async () => {
        const all = await rest.readings(entity.id);
        return all.length >= count ? all : null;
      },
      { what: `${count} readings of ${topic}` },
    );
    return found.map(([, value]) => value);
  }

  test('all is well without a broker role', async () => {
    await until(async () => (await health()).status === 'ok', { what: 'health' });
    expect(await health()).toMatchObject({ broker: 'ok', recorder: 'ok', database: 'ok' });
  });

  test('what was retained before the start is known and recorded once', async () => {
    expect(await readings('sensors/attic/temperature', 1)).toEqual([17.5]);
    const entity = await rest.fedBy('sensors/attic/temperature');
    expect(entity).toMatchObject({ available: true, device: { availability: 'online' } });
  });

  test('what mosquitto_pub says is in the history, in order', async () => {
    const topic = 'sensors/porch/temperature';
    const values = Array.from({ length: 50 }, (_, i) => 10 + i / 4);
    await runProgram('mosquitto_pub', [...mosquitto.login, '-q', '1', '-t', topic, '-l'], {
      input: `${values.join('\n')}\n`,
    });
    expect(await readings(topic, values.length)).toEqual(values);
  });

  test('a lamp is switched over REST, obeys, and the command is confirmed', async () => {
    const lamp = await startLamp({ ...home, env: { MQTT_URL: mosquitto.tcpUrl } }, 'desk');
    stops.push(() => lamp.end());
    await until(() => rest.fedBy('lights/desk/state'), { what: 'the lamp' });
    const answer = await ask(home.url, '/entities/light.desk/commands', {
      token: control,
      body: { command: 'turn_on', brightness: 80, wait: 5_000 },
    });
    expect(answer).toMatchObject({ status: 202, body: { phase: 'confirmed' } });
    expect(lamp.heard).toEqual([expect.objectContaining({ state: 'on', brightness: 80 })]);
    await until(async () => {
      const { state } = (await rest.fedBy('lights/desk/state')) ?? {};
      return state?.on === true && state.brightness === 80;
    });
  });

  test('a device that dies is unavailable by its last will', async () => {
    const status = 'devices/shed/status';
    const will = ['--will-topic', status, '--will-payload', 'offline', '--will-retain'];
    const device: Program = startProgram('stdbuf', [
      ...['-oL', 'mosquitto_sub', ...mosquitto.login, '-d', '-t', 'commands/shed', ...will],
    ]);
    stops.push(() => device.kill());
    await until(() => device.lines().some((line) => line.startsWith('Subscribed')));
    await publish('-r', '-t', status, '-m', 'online');
    await publish('-t', 'sensors/shed/power', '-m', '42.5');
    await until(async () => (await rest.fedBy('sensors/shed/power'))?.available === true);
    await device.kill();
    await until(async () => (await rest.fedBy('sensors/shed/power'))?.available === false, {
      what: 'the last will',
    });
  });

  test('recorder and web come back to a broker that restarts, and get what was published meanwhile', async () => {
    const topic = 'sensors/barn/temperature';
    const publisher = await mqtt.connectAsync(mosquitto.tcpUrl, {
      clientId: `barn-${kind}`,
      clean: false,
      reconnectPeriod: 100,
    });
    publisher.on('error', () => {});
    stops.push(() => publisher.endAsync(true));
    await publisher.publishAsync(topic, '1', { qos: 1 });
    expect(await readings(topic, 1)).toEqual([1]);

    await mosquitto.halt();
    await until(async () => (await health()).broker === 'unavailable', { what: 'the loss' });
    expect((await health()).status).toBe('degraded');
    const refused = await ask(home.url, '/entities/light.desk/commands', {
      token: control,
      body: { command: 'turn_on' },
    });
    expect(refused).toMatchObject({ status: 503, body: { code: 'broker_unavailable' } });
    const sent = [2, 3, 4, 5].map((value) =>
      publisher.publishAsync(topic, String(value), { qos: 1 }),
    );
    await mosquitto.resume();
    await Promise.all(sent);

    await until(async () => (await health()).status === 'ok', { what: 'the return' });
    expect(await readings(topic, 5)).toEqual([1, 2, 3, 4, 5]);
    await publish('-t', topic, '-m', '6');
    expect(await readings(topic, 6)).toEqual([1, 2, 3, 4, 5, 6]);
    await until(async () => (await rest.fedBy(topic))?.state.value === 6);
    for (const role of home.roles.values()) {
      const lines = role.output().split('\n');
      const told = lines.filter((line) => line.includes('cannot be reached'));
      expect(told.length).toBeLessThanOrEqual(2);
    }
  });
});
