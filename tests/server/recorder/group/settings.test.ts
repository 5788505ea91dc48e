import { expect, test } from 'vitest';
import { ConfigurationError, readEnv } from '../../../../lib/server/env.ts';

const MQTT_URL = 'mqtt://localhost:1883';

test('a group takes a broker of its own, and names that can stand in a topic', () => {
  expect(() => readEnv({ RECORDER_GROUP: 'home' })).toThrow(ConfigurationError);
  expect(() => readEnv({ MQTT_URL, RECORDER_GROUP: 'a/#' })).toThrow(/RECORDER_GROUP may have/);
  expect(() => readEnv({ MQTT_URL, RECORDER_ID: 'a b' })).toThrow(/RECORDER_ID may have/);
  const env = readEnv({ MQTT_URL, RECORDER_GROUP: 'home' });
  expect(env.RECORDER_ID).toMatch(/^[\w.-]+$/);
});
