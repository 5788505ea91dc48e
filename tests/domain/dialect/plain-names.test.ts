import { expect, test } from 'vitest';
import { readable } from '@/lib/domain/dialect/infer/names.ts';

test.each([
  ['kitchen-climate', 'Kitchen climate'],
  ['living_room', 'Living room'],
  ['esp32-7', 'Esp32-7'],
  ['temp-sensor-001', 'Temp sensor-001'],
  ['küche-süd', 'Küche süd'],
])('the level %s is shown as %s', (level, shown) => {
  expect(readable(level)).toBe(shown);
});
