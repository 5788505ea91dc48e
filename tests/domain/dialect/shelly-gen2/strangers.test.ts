import { expect, test } from 'vitest';
import { talk } from '../talk.ts';

test.each(['shellyplusht-aabbcc112246', 'bad/ht'])(
  'a sleeper at %s that was offline before it spoke is one device',
  (prefix) => {
    const home = talk();
    home.hear(`${prefix}/online`, 'false', { retain: true });
    home.hear(`${prefix}/events/rpc`, {
      src: 'shellyplusht-aabbcc112246',
      dst: `${prefix}/events`,
      method: 'NotifyFullStatus',
      params: {
        ts: 1_704_110_300,
        'humidity:0': { id: 0, rh: 45.1 },
        sys: { mac: 'AABBCC112246', wakeup_period: 7200 },
      },
    });
    expect(home.names()).toEqual(['Humidity 0', 'Restart']);
    expect(home.reachable('Humidity 0')).toBe(true);
  },
);

test('that a Shelly is connected, by what it says over that very connection, is no device', () => {
  const home = talk();
  const status = 'shellyplus1-aabbcc112233/status';
  home.hear(`${status}/mqtt`, { connected: true });
  home.hear(`${status}/switch:0`, { id: 0, output: true });
  home.hear(`${status}/ws`, { connected: false });
  expect(home.names()).toEqual(['Switch 0']);
});
