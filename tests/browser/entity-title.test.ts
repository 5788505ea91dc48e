import { expect, test } from 'vitest';
import { viewEntity } from '@/lib/browser/store/entity-view.ts';
import { NO_STATUS } from '@/lib/domain/entity/entity.ts';
import { testHome } from '../support/home.ts';

const titleOf = (topic: string) => {
  const home = testHome();
  home.hear(topic, '1');
  const [entity] = home.entities();
  const device = home.device(entity!.deviceId);
  const parts = { status: NO_STATUS, available: true, pending: null, usualIntervalMs: null };
  return viewEntity({ entity: entity!, device, ...parts }).title;
};

test('a name that says nothing gives way to the device’s, and nobody is shouted at', () => {
  expect(titleOf('shed/hatch/STATE')).toBe('Hatch');
  expect(titleOf('shed/thermometer/TEMPERATURE')).toBe('Temperature');
});

test('time alone ignores no message', () => {
  const home = testHome();
  expect(home.advance(Date.UTC(2030, 0, 1)).ignored).toBeNull();
  expect(home.hear('', 'x').ignored?.reason).toMatch(/empty/);
});
