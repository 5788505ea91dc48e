import { expect, test } from 'vitest';
import { talk } from '../talk.ts';

test('a value in an envelope without a time is one too, where the interface is known', () => {
  const home = talk();
  home.hear('hm/connected', '2', { retain: true });
  home.hear('hm/status/Rollo:1/LEVEL', { val: 0.5 }, { retain: true });
  home.hear('hm/status/Licht:0/LOWBAT', { val: false }, { retain: true });
  expect(home.entities().map(({ source }) => source.dialect)).toEqual([
    'mqtt-smarthome',
    'mqtt-smarthome',
  ]);
  expect(home.send('LEVEL', 'set', { value: 0.75 })).toEqual(['hm/set/Rollo:1/LEVEL 0.75']);
});

test('any object with a val is not taken for mqtt-smarthome', () => {
  const home = talk();
  home.hear('some/status/thing', { val: 3, unit: 'W' });
  expect(home.entities().map(({ source }) => source.dialect)).not.toContain('mqtt-smarthome');
});
