import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slug } from '@/lib/domain/entity/slug.ts';

test.each([
  ['x_temperature', 'x_temperature'],
  ['x/temperature', 'x_temperature'],
  ['Küche Straße', 'kuche_strasse'],
  ['  Living  Room!', 'living_room'],
  ['0x00158D', '0x00158d'],
])('%s becomes %s', (text, id) => {
  expect(slug(text)).toBe(id);
});

test('texts that lose letters stay apart', () => {
  const ids = ['厨房', '客厅', '🌡️', '💡', '', '!', 'Sensor 厨房', 'Sensor 客厅'].map(slug);
  expect(new Set(ids).size).toBe(ids.length);
});

test('any text has a slug that is safe in a URL, and slugging it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const id = slug(text);
      expect(id).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/);
      expect(id.length).toBeLessThanOrEqual(140);
      expect(slug(id)).toBe(id);
    }),
  );
});
