import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64 } from '@/lib/domain/base64.ts';
import { DECODE_CLOCK, decode } from '@/lib/domain/decode.ts';
import { parseJson } from '@/lib/domain/dialect/safe-json.ts';
import { decodeUtf8, encodeUtf8 } from '@/lib/domain/dialect/utf8.ts';

const config = {
  topic: 'homeassistant/light/k/config',
  payload: JSON.stringify({
    ...{ name: null, unique_id: 'k', command_topic: 'k/set', state_topic: 'k', schema: 'json' },
    supported_color_modes: ['color_temp'],
    device: { identifiers: ['k'], name: 'Kitchen', manufacturer: 'Maker', model: 'Lamp' },
  }),
  retain: true,
};

describe('decoding captured messages', () => {
  test('prints devices, entities, states and commands in the shape of the contract', () => {
    const output = decode({
      messages: [
        config,
        {
          topic: 'k',
          payload: '{"state":"ON","brightness":255,"color_temp":250,"color_mode":"color_temp"}',
        },
      ],
      commands: [{ entity: 'light.k', command: 'turn_off' }],
    });
    expect(output).toEqual({
      devices: [
        {
          ...{ id: 'k', name: 'Kitchen', manufacturer: 'Maker', model: 'Lamp' },
          ...{ dialect: 'home-assistant', availability: 'online' },
          entities: [
            {
              ...{ id: 'light.k', uniqueId: 'k', kind: 'light', name: null, deviceClass: null },
              ...{ stateClass: null, unit: null, category: null, enabled: true, available: true },
              state: {
                on: true,
                brightness: 100,
                color_mode: 'color_temp',
                color_temp_kelvin: 4000,
              },
              capabilities: {
                ...{ colorModes: ['color_temp'], colorTempKelvinRange: [2000, 6535] },
                ...{ transition: true, flash: true },
              },
            },
          ],
        },
      ],
      commands: [
        { messages: [{ topic: 'k/set', payload: '{"state":"OFF"}', qos: 0, retain: false }] },
      ],
      ignored: [],
    });
  });

  test('a message that led to nothing is named with the reason', () => {
    const { ignored } = decode({
      messages: [
        { topic: '$SYS/broker/uptime', payload: '1' },
        { topic: 'homeassistant/sensor/x/config', payload: '{' },
        { topic: 'b', payload_base64: '!' },
      ],
    });
    expect(ignored).toMatchObject([
      { topic: '$SYS/broker/uptime' },
      { topic: 'homeassistant/sensor/x/config' },
      { topic: 'b', reason: 'payload_base64 is not base64' },
    ]);
  });

  test('a state that came before its definition is not ignored', () => {
    expect(
      decode({ messages: [{ topic: 'k', payload: '{"state":"ON"}' }, config] }).ignored,
    ).toEqual([]);
  });

  test('a command that cannot be carried out says why', () => {
    const { commands } = decode({
      messages: [config],
      commands: [{ entity: 'light.k', command: 'open' }],
    });
    expect(commands).toMatchObject([{ messages: [], error: { code: 'unsupported_command' } }]);
  });

  test('captured times count', () => {
    const motion = { unique_id: 'm', state_topic: 'm', off_delay: 10 };
    const messages = [
      { topic: 'homeassistant/binary_sensor/m/config', payload: JSON.stringify(motion) },
      { topic: 'm', payload: 'ON' },
      { topic: 'x', payload: '1', time: DECODE_CLOCK + 11_000 },
    ];
    expect(decode({ messages }).devices[0]?.entities[0]?.state).toEqual({ on: false });
  });
});

describe('payloads', () => {
  test('UTF-8 is read as the platform reads it, and malformed bytes are no text', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 12 }),
          fc.string({ unit: 'binary' }).map((t) => new TextEncoder().encode(t)),
        ),
        (payload) => {
          let expected: string | null = null;
          try {
            expected = strict.decode(payload);
          } catch {}
          expect(decodeUtf8(payload)).toBe(expected);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('text survives being written and read, also when it is long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => decodeUtf8(encodeUtf8(text)) === text),
    );
    const long = 'äöü🌡x'.repeat(10_000);
    expect(decodeUtf8(encodeUtf8(long))).toBe(long);
    expect(decodeUtf8(encodeUtf8('y'.repeat(20_000)))).toHaveLength(20_000);
  });

  test('base64 is read as the platform reads it', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        const buffer = Buffer.from(data);
        expect(decodeBase64(buffer.toString('base64'))).toEqual(new Uint8Array(data));
        expect(decodeBase64(buffer.toString('base64url'))).toEqual(new Uint8Array(data));
      }),
    );
    expect(decodeBase64('a')).toBeNull();
    expect(decodeBase64('====')).toBeNull();
  });

  test('JSON is read as the platform reads it, without prototypes', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
    expect(parseJson('{"a":{}}')).not.toHaveProperty('constructor');
    for (const text of ['', 'x', '{', 'NaN', 'undefined', '\0'])
      expect(parseJson(text)).toBeUndefined();
  });
});
