import { describe, expect, test } from 'vitest';
import { haDiscovery } from '@/lib/domain/dialect/home-assistant/ha-discovery.ts';
import { testHome } from '../../../support/home.ts';

const single = 'homeassistant/sensor/n/o/config';
const whole = 'homeassistant/device/n/config';
const dev = { ids: ['n'], name: 'Node' };
const part = (uniq_id: string) => ({ p: 'sensor', uniq_id, stat_t: uniq_id });
const home = () => testHome([haDiscovery]);

describe('removal', () => {
  test.each(['', '{}'])('%j on its topic takes an entity and its device away', (payload) => {
    const made = home();
    made.hear(single, { uniq_id: 'a', stat_t: 's', dev });
    expect(made.hear(single, payload).removed).toEqual(['sensor.a']);
    expect([made.entities(), made.devices()]).toEqual([[], []]);
    // It may come back, with what was said last.
    made.hear('s', '5');
    made.hear(single, { uniq_id: 'a', stat_t: 's', dev });
    expect(made.status('sensor.a').state).toEqual({ value: '5' });
  });

  test('of what was never there is told as such', () => {
    expect(home().hear(single, '').ignored?.reason).toBe('nothing was defined by this topic');
  });

  test('an empty object in a device takes the component away', () => {
    const made = home();
    made.hear(whole, { dev, cmps: { a: part('a'), b: part('b') } });
    expect(made.hear(whole, { dev, cmps: { a: {}, b: part('b') } }).removed).toEqual(['sensor.a']);
  });

  test('a component with another unique id takes the place of the old one', () => {
    const made = home();
    made.hear(whole, { dev, cmps: { a: part('old') } });
    const folded = made.hear(whole, { dev, cmps: { a: part('new') } });
    expect(folded).toMatchObject({ defined: ['sensor.new'], removed: ['sensor.old'] });
  });

  test('a component that moves to another id inside its device stays', () => {
    const made = home();
    made.hear(whole, { dev, cmps: { a: part('x') } });
    made.hear('x', '5');
    const folded = made.hear(whole, { dev, cmps: { a: { p: 'sensor' }, b: part('x') } });
    expect(folded.removed).toEqual([]);
    expect(made.status('sensor.x').state).toEqual({ value: '5' });
  });

  test('an empty payload of the old topic does not take what has moved to another', () => {
    const made = home();
    made.hear(single, { uniq_id: 'a', stat_t: 'a', dev });
    made.hear(single, { migr_discvry: true });
    made.hear(whole, { dev, cmps: { o: part('a') } });
    expect(made.hear(single, '').removed).toEqual([]);
    expect(made.hear(whole, '').removed).toEqual(['sensor.a']);
  });
});

describe('one unique id twice', () => {
  test('on two topics: the first stays, the second is told', () => {
    const made = home();
    made.hear(single, { uniq_id: 'a', stat_t: 's', name: 'First', dev });
    const other = 'homeassistant/sensor/other/config';
    const folded = made.hear(other, { uniq_id: 'a', stat_t: 'z', name: 'Second' });
    expect(folded.ignored?.reason).toContain('already defined by');
    expect(made.entity('sensor.a')?.name).toBe('First');
    expect(made.hear(other, '').removed).toEqual([]);
  });

  test('in one device: the first stays, the second is told', () => {
    const made = home();
    const cmps = { a: { ...part('u'), name: 'First' }, b: { ...part('u'), name: 'Second' } };
    const folded = made.hear(whole, { dev, cmps });
    expect(folded.ignored?.reason).toBe('b: unique id "u" is used twice');
    expect(made.entities().map(({ name }) => name)).toEqual(['First']);
    expect(made.hear(whole, { dev, cmps }).defined).toEqual([]);
  });

  test('in two components is no clash', () => {
    const made = home();
    const cmps = { a: part('u'), b: { p: 'event', uniq_id: 'u', stat_t: 'e', evt_typ: ['x'] } };
    expect(made.hear(whole, { dev, cmps }).defined).toEqual(['sensor.u', 'event.u']);
  });
});

describe('what a device is known by', () => {
  test('a MAC address as its only name meets the same address said as a connection', () => {
    const made = home();
    made.hear(single, { uniq_id: 'a', stat_t: 's', dev: { ids: 'AABBCCDDEEFF', name: 'One' } });
    made.hear('homeassistant/sensor/b/config', {
      ...{ uniq_id: 'b', stat_t: 's', dev: { cns: [['mac', 'aa:bb:cc:dd:ee:ff']] } },
    });
    expect(made.devices()).toHaveLength(1);
    expect(made.devices()[0]).toMatchObject({ name: 'One' });
  });

  test('topics that take in the whole broker are refused', () => {
    for (const config of [
      { stat_t: '#' },
      { stat_t: 's', json_attr_t: '+/#' },
      { stat_t: 'a/#/b' },
    ]) {
      expect(home().hear(single, { uniq_id: 'a', ...config }).ignored?.reason).toContain(
        'no topic to use',
      );
    }
  });

  test('a list of components longer than any device has is cut, and said to be', () => {
    const made = home();
    const cmps = Object.fromEntries(
      Array.from({ length: 600 }, (_, i) => [`c${i}`, part(`c${i}`)]),
    );
    expect(made.hear(whole, { dev, cmps }).ignored?.reason).toContain('only 500');
    expect(made.entities()).toHaveLength(500);
  });

  test('a device without components is refused', () => {
    expect(home().hear(whole, { dev, cmps: {} }).ignored?.reason).toContain('needs components');
  });
});
