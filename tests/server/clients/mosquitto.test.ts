import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startHome, type TestHome } from '../../support/roles.ts';
import { until } from '../../support/until.ts';
import { type Program, runProgram, startProgram } from './program.ts';
import { type Rest, restOf } from './rest.ts';

let home: TestHome;
let rest: Rest;
let login: readonly string[];
let running: Program[] = [];

beforeAll(async () => {
  home = await startHome();
  rest = await restOf(home);
  const { username, password } = await home.mqttUser('mosquitto');
  login = ['-h', '127.0.0.1', '-p', String(home.ports.mqtt), '-u', username, '-P', password];
});
afterEach(async () => {
  await Promise.all(running.map((program) => program.kill()));
  running = [];
});
afterAll(() => home?.stop());

const publish = (...args: string[]) => runProgram('mosquitto_pub', [...login, ...args]);

/** mosquitto_sub, once the broker has granted its subscription. */
async function subscribe(...args: string[]): Promise<Program> {
  // Into a pipe it would print in blocks; stdbuf makes it print line by line.
  const command = ['-oL', 'mosquitto_sub', ...login, '-v', '-d', ...args];
  const program = startProgram('stdbuf', command);
  running.push(program);
  await until(() => program.lines().some((line) => line.startsWith('Subscribed')), {
    what: 'the subscription',
  });
  return program;
}

const heard = (program: Program) =>
  program.lines().filter((line) => !/^(Client|Subscribed)\b/.test(line));

for (const qos of ['0', '1', '2']) {
  test(`mosquitto_pub at QoS ${qos} reaches mosquitto_sub, and the history once`, async () => {
    const topic = `sensors/porch-${qos}/temperature`;
    const listener = await subscribe('-q', qos, '-t', topic);
    // One client that sends each line of its input as a message.
    const values = Array.from({ length: 20 }, (_, i) => 10 + i / 2);
    await runProgram('mosquitto_pub', [...login, '-q', qos, '-t', topic, '-l'], {
      input: `${values.join('\n')}\n`,
    });

    await until(() => heard(listener).length >= values.length, { what: 'all messages' });
    expect(heard(listener)).toEqual(values.map((value) => `${topic} ${value}`));

    const entity = await until(() => rest.fedBy(topic), { what: 'an entity' });
    const stored = await until(
      async () => {
        const readings = await rest.readings(entity.id);
        return readings.length >= values.length ? readings : null;
      },
      { what: 'the readings' },
    );
    expect(stored.map(([, value]) => value)).toEqual(values);
  });
}

test('a retained value greets those who come later, and an empty one clears it', async () => {
  const topic = 'sensors/cellar/humidity';
  await publish('-q', '1', '-r', '-t', topic, '-m', '55');
  await publish('-q', '1', '-r', '-t', topic, '-m', '56');

  const late = await subscribe('-t', topic);
  await until(() => heard(late).length > 0);
  expect(heard(late)).toEqual([`${topic} 56`]);

  await publish('-q', '1', '-r', '-t', topic, '-n');
  const nobody = await subscribe('-t', topic, '-t', 'sensors/cellar/marker');
  await publish('-q', '1', '-t', 'sensors/cellar/marker', '-m', 'end');
  await until(() => heard(nobody).length > 0);
  expect(heard(nobody)).toEqual(['sensors/cellar/marker end']);
});

test('the last will of a client that is killed is delivered, and its device is offline', async () => {
  const status = 'devices/shed-meter/status';
  const topic = 'sensors/shed-meter/power';
  const listener = await subscribe('-q', '1', '-t', status);
  const will = ['--will-topic', status, '--will-payload', 'offline', '--will-qos', '1'];
  const device = await subscribe(...will, '--will-retain', '-t', 'commands/shed-meter');
  await publish('-q', '1', '-r', '-t', status, '-m', 'online');
  await publish('-q', '1', '-r', '-t', topic, '-m', '42.5');
  await until(async () => (await rest.fedBy(topic))?.device.availability === 'online');

  await device.kill();
  await until(() => heard(listener).includes(`${status} offline`), { what: 'the will' });
  const entity = await until(async () => {
    const found = await rest.fedBy(topic);
    return found?.device.availability === 'offline' ? found : null;
  });
  expect(entity.available).toBe(false);
  expect(entity.state).toMatchObject({ value: 42.5 });
});

test('a goodbye is no death: the will of a client that disconnects is not sent', async () => {
  const status = 'devices/quiet-one/status';
  const listener = await subscribe('-t', status, '-t', 'marker/quiet-one');
  await publish(...['--will-topic', status, '--will-payload', 'offline'], '-t', 'a', '-m', 'b');
  await publish('-q', '1', '-t', 'marker/quiet-one', '-m', 'end');
  await until(() => heard(listener).length > 0);
  expect(heard(listener)).toEqual(['marker/quiet-one end']);
});

test('a client without a credential is refused', async () => {
  const [, , , port] = login;
  await expect(
    runProgram('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-t', 'a', '-m', 'b']),
  ).rejects.toThrow(/not authori[sz]ed|refused/i);
});

test('a client that wants MQTT 5 is told that the broker does not speak it', async () => {
  await expect(
    runProgram('mosquitto_pub', [...login, '-V', '5', '-t', 'a', '-m', 'b']),
  ).rejects.toThrow(/protocol version/i);
});

test('a light that is switched over REST is switched by what mosquitto_sub hears', async () => {
  await publish(
    ...['-q', '1', '-r', '-t', 'lights/porch/state'],
    ...['-m', '{"state":"off","brightness":10}'],
  );
  const light = await until(() => rest.fedBy('lights/porch/state'));
  expect(light.kind).toBe('light');
  const device = await subscribe('-q', '1', '-t', 'control/lights/porch');

  const answer = await fetch(`${home.url}/api/v1/entities/${light.id}/commands`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await home.token('control')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ command: 'turn_on', brightness: 80 }),
  });
  expect(answer.status).toBe(202);
  const command = await until(() => heard(device)[0]);
  expect(JSON.parse(command.slice(command.indexOf('{')))).toMatchObject({
    state: 'on',
    brightness: 80,
  });
});
