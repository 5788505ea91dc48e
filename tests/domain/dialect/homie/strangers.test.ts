import { expect, test } from 'vitest';
import { talk } from '../talk.ts';

test('the level of a robot’s battery is a battery’s (Valetudo)', () => {
  const home = talk();
  const told = (path: string, payload: string) =>
    home.hear(`valetudo/rob/${path}`, payload, { retain: true });
  told('$homie', '4.0.0');
  told('$name', 'Robot');
  told('$nodes', 'BatteryStateAttribute');
  told('BatteryStateAttribute/$name', 'Battery state');
  told('BatteryStateAttribute/$type', 'Battery');
  told('BatteryStateAttribute/$properties', 'level');
  told('BatteryStateAttribute/level/$name', 'Battery level');
  told('BatteryStateAttribute/level/$datatype', 'integer');
  told('BatteryStateAttribute/level/$unit', '%');
  told('BatteryStateAttribute/level', '95');
  told('$state', 'ready');
  expect(home.find('Battery level')).toMatchObject({ deviceClass: 'battery', unit: '%' });
  expect(home.state('Battery level')).toMatchObject({ value: 95 });
});
