import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type HostileHome, spray, startHostileHome } from './hostile-home.ts';
import { TOPICS_OF_ALL } from './hostile-topics.ts';

/**
 * Payloads, templates and names that were made to break things, against the three real roles. After
 * each test nobody has died, and readings still reach the history.
 */
let hostile: HostileHome;
/** No role needs more, whatever is thrown at it: MiB. */
const ENOUGH_MIB = 1_024;

beforeAll(async () => {
  hostile = await startHostileHome();
});
afterEach(async () => {
  await hostile.survives();
  expect(hostile.memory()).toBeLessThan(ENOUGH_MIB);
});
afterAll(async () => {
  await hostile?.stop();
});

const discovery = (kind: string, id: string, config: object): [string, string] => [
  `homeassistant/${kind}/${id}/config`,
  JSON.stringify({ unique_id: id, ...config }),
];

test('JSON that nests a hundred thousand levels', async () => {
  const client = await hostile.attacker('deep');
  const DEEP = 100_000;
  await spray(client, TOPICS_OF_ALL, [
    '['.repeat(DEEP),
    `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
    `${'{"a":'.repeat(DEEP / 4)}1${'}'.repeat(DEEP / 4)}`,
  ]);
  expect(await hostile.counted(/JSON is damaged|not a JSON object|no JSON object/)).toBeGreaterThan(
    0,
  );
});

test('bytes where text belongs, NUL characters, half a surrogate', async () => {
  const client = await hostile.attacker('bytes');
  await spray(client, TOPICS_OF_ALL, [
    Buffer.from(Array.from({ length: 256 }, (_, i) => 255 - i)),
    Buffer.from([0xc0, 0x80]),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    Buffer.alloc(200_000),
    '\0',
    '{"a\0b":"\0"}',
    '{"\\u0000":{"\\u0000":"\\ud800"}}',
  ]);
  expect(await hostile.counted(/binary payload/)).toBeGreaterThan(0);
});

test('names that objects have by themselves, in keys, topics and ids', async () => {
  const client = await hostile.attacker('proto');
  const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
  for (const name of names) {
    const object = `{"${name}":{"polluted":true,"temperature":21.5},"state":"ON","temperature":20,
      "id":"${name}","model":"${name}","unique_id":"${name}","state_topic":"${name}","name":"${name}",
      "command_topic":"${name}/set","modes":["${name}"],"options":["${name}"],"schema":"${name}",
      "value_template":"{{ value_json.${name} }}{{ value.${name} }}{{ ${name} }}",
      "device":{"identifiers":["${name}"],"name":"${name}"}}`;
    const prefixes = ['', 'sensors/', 'lights/', 'zigbee2mqtt/', 'tele/', 'stat/', 'shellies/'];
    const roots = [...prefixes, 'homie/', 'homie/5/', 'hm/status/', 'frigate/', 'owntracks/'];
    const topics = roots.flatMap((root) =>
      [
        '',
        '/state',
        '/STATE',
        '/$homie',
        '/$state',
        `/${name}`,
        '/events/rpc',
        '/status/switch:0',
      ].map((end) => `${root}${name}${end}`),
    );
    await spray(client, [...topics, ...TOPICS_OF_ALL], [object, 'ON', '21.5', '4.0', 'ready']);
    for (const kind of ['sensor', 'light', 'climate', 'select', 'fan', 'vacuum', 'device', name]) {
      await client.publishAsync(`homeassistant/${kind}/${name}/config`, object, { qos: 1 });
    }
  }
  const { status, body } = await hostile.get('/entities?limit=500');
  expect(status).toBe(200);
  for (const entity of body.entities) expect(entity).not.toHaveProperty('polluted');
});

/** Python's ways to take all time and all memory. */
const BOMBS = [
  '{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{{ a*b*c }}{% endfor %}{% endfor %}{% endfor %}',
  '{% set ns = namespace(x="a") %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}',
  '{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}',
  '{{ 10**10**10 }}',
  '{{ value|int ** 10**9 }}',
  '{{ 1 << 1000000000 }}',
  '{{ (2**1023) * 2 }}',
  "{{ 'x' * 10**9 }}",
  '{{ [0] * 10**9 }}',
  '{{ range(10**12)|list }}',
  "{{ 'a'.ljust(10**9) }}",
  "{{ 'a'.center(1000000000) }}",
  "{{ '%1000000000d' % 1 }}",
  "{{ '{:>1000000000}'.format(1) }}",
  "{{ 'a' | indent(1000000000) }}",
  '{{ value_json|tojson(indent=1000000) }}',
  "{{ ''.join(['a'*60000]*1000) }}",
  "{{ 'ab'.replace('', 'x'*10000) }}",
  "{{ now().strftime('%Y'*20000) }}",
  '{{ 1 | round(1000000000) }}',
  "{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' is match('(a+)+$') }}",
  "{{ value | regex_replace('(a|a)*b', 'x') }}",
  "{{ ('a'*50000) | regex_findall('(a*)*c') }}",
  "{{ ('a'*60000) is search('(a?){1000}a{1000}') }}",
  `{{ ${'('.repeat(20_000)}1${')'.repeat(20_000)} }}`,
  `{{ ${'-'.repeat(50_000)}1 }}`,
  `{{ ${'not '.repeat(15_000)}1 }}`,
  `{{ ${'['.repeat(20_000)} }}`,
  '{% if 1 %}'.repeat(5_000),
  `{{ 1${'+1'.repeat(25_000)} }}`,
  `{{ 1${'|int'.repeat(12_000)} }}`,
  `{{ value${'.a'.repeat(20_000)} }}`,
  "{{ value.constructor.constructor('return process')().exit() }}",
  '{{ (1).__class__.__mro__ }}{{ self.__init__.__globals__ }}',
];

test('templates that loop for ever, grow without end or reach for the machine', async () => {
  const client = await hostile.attacker('templates');
  const keys = ['value_template', 'json_attributes_template', 'availability_template'];
  for (const [i, template] of BOMBS.entries()) {
    for (const key of keys) {
      const topics = {
        state_topic: 'bomb',
        json_attributes_topic: 'bomb',
        availability_topic: 'bomb',
      };
      const message = discovery('sensor', `bomb-${i}-${key}`, { ...topics, [key]: template });
      await client.publishAsync(...message, { qos: 1 });
    }
  }
  await hostile.survives();
  for (const payload of ['5', 'a'.repeat(100_000), '{"a":[1,2,3]}', `${'a'.repeat(60)}!`]) {
    await client.publishAsync('bomb', payload, { qos: 1 });
    await hostile.survives();
  }
});

test('wildcards and worse as topics, names of fifty thousand letters', async () => {
  const client = await hostile.attacker('wild');
  const topics: readonly unknown[] = [
    ...['#', '+/+', '+', '+/#', '$SYS/#', '$share/x/#', 'a/#/b', 'a+', '', '/', '\0', 'a\0b'],
    ...['x'.repeat(20_000), `${'+/'.repeat(300)}#`, '/'.repeat(500), 'homeassistant/#'],
    ...[7, null, [], {}, ['#', 'a']],
  ];
  for (const [i, state_topic] of topics.entries()) {
    for (const kind of ['sensor', 'light', 'climate']) {
      const config = {
        ...{ state_topic, command_topic: state_topic, mode_state_topic: state_topic },
        name: 'W'.repeat(50_000),
        device: {
          identifiers: Array.from({ length: 200 }, (_, k) => `wild-${i}-${k}`),
          name: 'N'.repeat(50_000),
          suggested_area: 'R'.repeat(50_000),
        },
      };
      await client.publishAsync(...discovery(kind, `wild-${kind}-${i}`, config), { qos: 1 });
    }
  }
  const options = Array.from({ length: 20_000 }, (_, i) => `o${i}`);
  await client.publishAsync(...discovery('select', 'long', { command_topic: 'a', options }), {
    qos: 1,
  });
  const uniqueId = { unique_id: 'u'.repeat(100_000), state_topic: 'a' };
  await client.publishAsync(...discovery('sensor', 'o'.repeat(400), uniqueId), { qos: 1 });
  await client.publishAsync(`sensors/${'t'.repeat(480)}/temperature`, '1', { qos: 1 });
  await hostile.survives();
  expect(await hostile.counted(/is no topic to use/)).toBeGreaterThan(0);
  const { body } = await hostile.get('/entities?limit=1000');
  for (const { name, device } of body.entities) {
    expect(name?.length ?? 0).toBeLessThanOrEqual(256);
    expect(device.name.length).toBeLessThanOrEqual(256);
  }
});

test('what each message quotes makes no counter of its own', async () => {
  const client = await hostile.attacker('quotes');
  for (let i = 0; i < 2_000; i++) {
    const twice = { unique_id: `twice-${i}`, state_topic: `twice/${i}` };
    for (const id of ['a', 'b']) client.publish(...discovery('sensor', `twice-${id}-${i}`, twice));
  }
  await hostile.survives();
  const { body } = await hostile.get('/counters');
  expect(body.counters.length).toBeLessThan(600);
});

test('ten megabytes in one message end its connection, and only that', async () => {
  const client = await hostile.attacker('big');
  const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
  client.publish('sensors/big/temperature', Buffer.alloc(10_000_000, 65), { qos: 1 }, () => {});
  await gone;
  expect(await hostile.refused('packet-too-large')).toBe(1);
});
