import { describe, expect, test } from 'vitest';
import { birthMessage } from '@/lib/domain/dialect/home-assistant/birth.ts';
import { heard } from './heard.ts';

describe('encodings', () => {
  test.each([
    ['latin1', [0x47, 0x72, 0xfc, 0xdf, 0x65], 'Grüße'],
    ['ISO-8859-1', [0xb0, 0x43], '°C'],
    ['cp1252', [0x80, 0xfc], '€ü'],
    ['utf-16', [0xff, 0xfe, 0x41, 0x00, 0x3c, 0xd8, 0x21, 0xdf], 'A🌡'],
    ['utf-16-be', [0x00, 0x41, 0x00, 0x42], 'AB'],
    ['utf-8', [0xc3, 0xbc], 'ü'],
    ['klingon', [0xc3, 0xbc], 'ü'],
  ])('%s', (encoding, payload, value) => {
    const config = { stat_t: 't', e: encoding };
    expect(heard('sensor', config, Uint8Array.from(payload)).value).toBe(value);
  });

  test('JSON and availability come in it too', () => {
    const latin = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
    const config = { stat_t: 't', val_tpl: '{{ value_json.ä }}', avty_t: 'a', pl_avail: 'grün' };
    const { value, available } = heard('sensor', { ...config, encoding: 'latin-1' }, [
      ['a', latin('grün')],
      ['t', latin('{"ä":"ö"}')],
    ]);
    expect([value, available]).toEqual(['ö', true]);
  });

  test('an empty one gives templates the bytes themselves', () => {
    const config = { stat_t: 't', e: '', unit_of_meas: 'W', val_tpl: "{{ value | unpack('>H') }}" };
    expect(heard('sensor', config, Uint8Array.of(0x01, 0x90)).value).toBe(400);
    expect(heard('sensor', config, Uint8Array.of(0x01)).ignored).toContain('template');
    expect(heard('sensor', { stat_t: 't', e: '' }, 'text').value).toBe('text');
  });
});

test('the birth message says that somebody listens, and is not kept', () => {
  expect(birthMessage('my/ha')).toEqual({
    ...{ topic: 'my/ha/status', payload: 'online', qos: 0, retain: false },
  });
});
