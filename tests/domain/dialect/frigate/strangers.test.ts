import { expect, test } from 'vitest';
import { talk } from '../talk.ts';

test.each(['offline', 'stopped'])(
  'a recorder that was %s first has cameras out of reach',
  (word) => {
    const home = talk();
    home.hear('frigate/available', word, { retain: true });
    home.hear('frigate/front/detect/state', 'ON', { retain: true });
    expect(home.reachable('Detect')).toBe(false);
    expect(home.devices().map(({ name }) => name)).toEqual(['front']);
  },
);

test('below another prefix it is known by its last will and its cameras’ features', () => {
  const home = talk();
  home.hear('cctv/available', 'online', { retain: true });
  for (const feature of ['detect', 'recordings', 'snapshots'])
    home.hear(`cctv/yard/${feature}/state`, 'ON', { retain: true });
  home.hear('cctv/yard/person', '1');
  expect(home.names()).toEqual(['Detect', 'Recordings', 'Snapshots', 'Person count']);
  expect(home.send('Detect', 'turn_off')).toEqual(['cctv/yard/detect/set OFF']);
});
