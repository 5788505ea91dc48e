import { expect, test } from 'vitest';
import { brokerWays } from '../../../../lib/server/web/mqtt/broker-urls.ts';

const own = { username: 'browser-1', password: 'its own' };
const embedded = { MQTT_WS_PORT: 8083, MQTT_URL: undefined, MQTT_PUBLIC_WS_URL: undefined };
const external = { ...embedded, MQTT_URL: 'mqtt://house:secret@10.0.0.2:1883' };

test('a page goes by its own origin, then to the listener of the built-in broker', () => {
  expect(brokerWays(embedded, own, 'home.lan:3000', false)).toEqual({
    ...own,
    urls: ['ws://home.lan:3000/mqtt', 'ws://home.lan:8083/mqtt'],
  });
  expect(brokerWays(embedded, own, '[::1]:3000', false).urls[1]).toBe('ws://[::1]:8083/mqtt');
});

test('a page that came over https, or whose broker is another one, has its own origin alone', () => {
  expect(brokerWays(embedded, own, 'home.lan', true).urls).toEqual(['wss://home.lan/mqtt']);
  expect(brokerWays(external, own, 'home.lan', false).urls).toEqual(['ws://home.lan/mqtt']);
});

test('a configured address comes first', () => {
  const env = { ...external, MQTT_PUBLIC_WS_URL: 'wss://mqtt.home.lan/mqtt' };
  expect(brokerWays(env, own, 'home.lan', true)).toEqual({
    ...own,
    urls: ['wss://mqtt.home.lan/mqtt', 'wss://home.lan/mqtt'],
  });
});

test('a configured address with a login is used with that login, and the others with the page’s own', () => {
  const env = { ...external, MQTT_PUBLIC_WS_URL: 'ws://page:a%3Ab%20c@10.0.0.2:9001/mqtt' };
  expect(brokerWays(env, own, 'home.lan', false)).toEqual({
    username: 'page',
    password: 'a:b c',
    urls: ['ws://10.0.0.2:9001/mqtt'],
    fallback: { ...own, urls: ['ws://home.lan/mqtt'] },
  });
});

test('a Host that is none leaves the configured address', () => {
  const env = { ...external, MQTT_PUBLIC_WS_URL: 'ws://page:pass@10.0.0.2:9001/' };
  expect(brokerWays(env, own, '', false)).toEqual({
    username: 'page',
    password: 'pass',
    urls: ['ws://10.0.0.2:9001/'],
  });
  expect(brokerWays(external, own, 'a b', false).urls).toEqual([]);
});
