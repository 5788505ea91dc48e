import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64 } from '@/lib/domain/base64.ts';
import { readPayload } from '@/lib/domain/dialect/sparkplug/payload.ts';
import { sparkplug } from '@/lib/domain/dialect/sparkplug/sparkplug.ts';
import { START, type TestHome, testHome } from '../../../support/home.ts';
import { type Spoken, spoken } from './spoken.ts';

const HOUR = 3_600_000;
const BIRTH = 'spBv1.0/g/NBIRTH/n';
const DATA = 'spBv1.0/g/NDATA/n';

/** A node with these metrics, born an hour ago. */
function born(...metrics: readonly Spoken[]) {
  const home = testHome([sparkplug]);
  const bdSeq: Spoken = { name: 'bdSeq', type: 'Int64', value: 1n };
  home.hear(BIRTH, spoken([bdSeq, ...metrics], { timestamp: START - HOUR, seq: 0 }));
  return home;
}

const stateOf = (home: TestHome, index = 0) => {
  const entity = home.entities()[index];
  return entity === undefined ? undefined : home.status(entity.id).state;
};

/** The metrics of the only message of a command. */
function sent(home: TestHome, wish: Readonly<Record<string, unknown>> & { command: string }) {
  const encoded = home.encode({ entity: home.entities()[0]?.id ?? '', ...wish });
  if (!encoded.ok) return encoded;
  const [message] = encoded.messages;
  return {
    topic: message?.topic,
    metrics: readPayload(decodeBase64(message?.payloadBase64 ?? '') ?? new Uint8Array())?.metrics,
    target: encoded.target,
  };
}

describe('values by datatype', () => {
  test.each<[Spoken['type'], Spoken['value'], unknown]>([
    ['Int8', -5, -5],
    ['Int8', 251, -5],
    ['Int16', -32_768, -32_768],
    ['Int32', -1, -1],
    ['Int64', -3n, -3],
    ['UInt32', 4_000_000_000n, 4_000_000_000],
    ['UInt64', 9_007_199_254_740_993n, 9_007_199_254_740_992],
    ['Float', 21.1, 21.1],
    ['Double', 1e-9, 1e-9],
    ['String', 'Grüße', 'Grüße'],
    ['DateTime', 1_704_110_400_000n, '2024-01-01T12:00:00.000Z'],
    ['Int16Array', Uint8Array.of(1, 0, 254, 255), [1, -2]],
    ['BooleanArray', Uint8Array.of(3, 0, 0, 0, 0b1010_0000), ['true', 'false', 'true']],
    ['StringArray', Uint8Array.of(97, 0, 98, 0), ['a', 'b']],
    ['Double', null, null],
  ])('%s %s is %j', (type, value, shown) => {
    expect(stateOf(born({ name: 'm', type, value }))).toEqual({ value: shown });
  });

  test('a file is no value', () => {
    const home = born({ name: 'm', type: 'File', value: Uint8Array.of(1, 2) });
    expect(home.entities()).toEqual([]);
  });

  test('a template is what its members are', () => {
    const member = (value: number): Spoken => ({ name: 'Speed', type: 'Int32', value });
    const home = born({ name: 'Motor', alias: 4, type: 'Template', value: [member(10)] });
    expect(home.entities()).toMatchObject([{ name: 'Motor/Speed' }]);
    home.hear(DATA, spoken([{ alias: 4, type: 'Template', value: [member(12)] }], { seq: 1 }));
    expect(stateOf(home)).toEqual({ value: 12 });
  });

  test('bad quality is no value', () => {
    const home = born({ name: 'm', type: 'Int32', value: 1, properties: { Quality: 500 } });
    expect(stateOf(home)).toEqual({ value: null });
  });
});

describe('sessions', () => {
  test('data by alias keeps the datatype of the birth', () => {
    const home = born({ name: 'm', alias: 7, type: 'Int8', value: 1 });
    home.hear(DATA, spoken([{ alias: 7, value: 0xff }], { seq: 1 }));
    expect(stateOf(home)).toEqual({ value: -1 });
  });

  test('a rebirth may give aliases to other metrics', () => {
    const home = born(
      { name: 'a', alias: 1, type: 'Int32', value: 1 },
      { name: 'b', alias: 2, type: 'Int32', value: 2 },
    );
    home.hear(
      BIRTH,
      spoken(
        [
          { name: 'a', alias: 2, type: 'Int32', value: 10 },
          { name: 'b', alias: 1, type: 'Int32', value: 20 },
        ],
        { timestamp: START, seq: 0 },
      ),
    );
    home.hear(DATA, spoken([{ alias: 1, value: 21 }], { timestamp: START, seq: 1 }));
    expect([stateOf(home, 0), stateOf(home, 1)]).toEqual([{ value: 10 }, { value: 21 }]);
  });

  test('a metric that is not born again is gone', () => {
    const home = born(
      { name: 'a', type: 'Int32', value: 1 },
      { name: 'b', type: 'Int32', value: 1 },
    );
    home.hear(BIRTH, spoken([{ name: 'b', type: 'Int32', value: 1 }], { seq: 0 }));
    expect(home.entities().map(({ name }) => name)).toEqual(['b']);
  });

  test('a device dies alone, and is back when it is born again', () => {
    const home = born({ name: 'm', type: 'Int32', value: 1 });
    const metric: Spoken = { name: 'x', type: 'Int32', value: 1 };
    home.hear('spBv1.0/g/DBIRTH/n/d', spoken([metric], { seq: 1 }));
    const available = () => home.entities().map(({ id }) => home.available(id, START));
    home.hear('spBv1.0/g/DDEATH/n/d', spoken([], { seq: 2 }));
    expect(available()).toEqual([true, false]);
    home.hear('spBv1.0/g/DBIRTH/n/d', spoken([metric], { seq: 3 }));
    expect(available()).toEqual([true, true]);
  });

  test('what was measured while cut off goes to history and leaves the present alone', () => {
    const home = born({ name: 'm', alias: 1, type: 'Int32', value: 5 });
    const { updates } = home.hear(
      DATA,
      spoken([{ alias: 1, value: 3, historical: true, timestamp: START - 72 * HOUR }], { seq: 1 }),
    );
    expect(updates).toMatchObject([{ value: 3, at: START - 72 * HOUR }]);
    expect(stateOf(home)).toEqual({ value: 5 });
  });
});

describe('a rebirth is asked for', () => {
  const data = (seq: number) => spoken([{ alias: 1, value: 1 }], { seq });

  test('once, where data comes from a node that nobody saw born', () => {
    const home = testHome([sparkplug]);
    const publishes = [5, 6, 7].flatMap((seq) => home.hear(DATA, data(seq)).publishes);
    expect(publishes).toMatchObject([{ topic: 'spBv1.0/g/NCMD/n', qos: 0, retain: false }]);
    const payload = readPayload(decodeBase64(publishes[0]?.payloadBase64 ?? '') as Uint8Array);
    expect(payload?.metrics).toMatchObject([
      { name: 'Node Control/Rebirth', datatype: 11, raw: { type: 'boolean', value: true } },
    ]);
  });

  test('where a message was lost, but not where numbers begin anew after 255', () => {
    const home = born({ name: 'm', alias: 1, type: 'Int32', value: 1 });
    const asked = (seq: number) => home.hear(DATA, data(seq)).publishes.length;
    for (let seq = 1; seq < 256; seq++) expect(asked(seq)).toBe(0);
    expect([asked(0), asked(1), asked(4)]).toEqual([0, 0, 1]);
  });

  test('not after a restart that remembers the node', () => {
    const before = born({ name: 'm', alias: 1, type: 'Int32', value: 1 });
    const home = testHome([sparkplug]);
    home.restore({ devices: before.devices(), entities: before.entities(), statuses: {} });
    expect(home.hear(DATA, data(77)).publishes).toEqual([]);
    expect(stateOf(home)).toEqual({ value: 1 });
  });
});

describe('controls', () => {
  test('a metric that does not say it may be written has none', () => {
    const home = born({ name: 'Pump', type: 'Boolean', value: true });
    expect(home.entities()).toMatchObject([{ kind: 'binary_sensor' }]);
    expect(sent(home, { command: 'turn_off' })).toMatchObject({ code: 'unsupported_command' });
  });

  test('a writable Boolean is a switch, commanded by its alias', () => {
    const home = born({
      ...{ name: 'Pump', alias: 12, type: 'Boolean', value: true },
      properties: { writable: true },
    });
    expect(sent(home, { command: 'turn_off' })).toMatchObject({
      topic: 'spBv1.0/g/NCMD/n',
      metrics: [{ name: null, alias: '12', datatype: 11, raw: { value: false } }],
      target: { on: false },
    });
  });

  test('a writable number has the engineering limits of its birth', () => {
    const home = born({
      ...{ name: 'Setpoint', type: 'Int16', value: 20 },
      properties: { readOnly: false, engLow: 5, engHigh: 30, engUnit: '°C' },
    });
    expect(home.entities()).toMatchObject([
      { kind: 'number', unit: '°C', capabilities: { min: 5, max: 30, step: 1 } },
    ]);
    expect(sent(home, { command: 'set', value: 31 })).toMatchObject({ code: 'invalid_argument' });
    expect(sent(home, { command: 'set', value: 21 })).toMatchObject({
      metrics: [{ name: 'Setpoint', alias: null, datatype: 2, raw: { value: 21n } }],
    });
  });

  test('what is written comes back as it was wished', () => {
    const types = fc.constantFrom<NonNullable<Spoken['type']>>(
      'Int8',
      'Int64',
      'UInt32',
      'Float',
      'Double',
    );
    fc.assert(
      fc.property(types, fc.double({ min: -100, max: 100, noNaN: true }), (type, value) => {
        const wish =
          type === 'UInt32' ? Math.abs(value) : type === 'Float' ? Math.fround(value) : value;
        const properties = { writable: true };
        const home = born({ name: 'm', type, value: type === 'Int64' ? 0n : 0, properties });
        const encoded = home.encode({
          entity: home.entities()[0]?.id ?? '',
          command: 'set',
          value: wish,
        });
        if (!encoded.ok) throw new Error(encoded.reason);
        home.hear(DATA, decodeBase64(encoded.messages[0]?.payloadBase64 ?? ''));
        expect(Number(stateOf(home)?.['value'])).toBeCloseTo(Number(encoded.target['value']), 4);
      }),
    );
  });
});

describe('hostile bytes', () => {
  const topic = fc.constantFrom(
    BIRTH,
    DATA,
    'spBv1.0/g/DBIRTH/n/d',
    'spBv1.0/g/NDEATH/n',
    'spBv1.0/STATE/h',
    'spBv1.0//x',
    'spBv1.0/g/NCMD/n',
  );
  const damaged = fc
    .tuple(
      fc.constantFrom(
        spoken(
          [
            {
              name: '__proto__',
              alias: 1,
              type: 'Template',
              value: [
                {
                  name: 'constructor',
                  type: 'DataSet',
                  value: Uint8Array.of(18, 1, 97, 34, 2, 10, 0),
                },
              ],
              properties: { __proto__: 'x' },
            },
          ],
          { seq: 3 },
        ),
      ),
      fc.nat(),
      fc.nat(255),
    )
    .map(([bytes, at, byte]) => bytes.with(at % bytes.length, byte));

  test('never throw, and are told', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(topic, fc.oneof(damaged, fc.uint8Array({ maxLength: 50 }))), {
          maxLength: 20,
        }),
        (said) => {
          const home = testHome([sparkplug]);
          for (const [where, payload] of said) {
            const { ignored } = home.hear(where, payload);
            expect(ignored?.reason ?? '').not.toContain('internal error');
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('templates within templates end somewhere', () => {
    let metric: Spoken = { name: 'm', type: 'Int32', value: 1 };
    for (let i = 0; i < 50; i++) metric = { name: 'm', type: 'Template', value: [metric] };
    const home = testHome([sparkplug]);
    expect(home.hear(BIRTH, spoken([metric], { seq: 0 })).ignored?.reason).toContain('protobuf');
  });
});
