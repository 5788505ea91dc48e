import { expect, test } from 'vitest';
import { type FindEntity, whyLines } from '../../../lib/browser/explorer/why.ts';
import { DIALECTS } from '../../../lib/domain/dialect/dialects.ts';
import { createHome } from '../../../lib/domain/entity/create-home.ts';

const NOW = 1_704_110_400_000;

/** A home, and the sentences it has for a message. */
function setUp() {
  const home = createHome(DIALECTS);
  const message = (topic: string, payload: string | object) => ({
    topic,
    payload: new TextEncoder().encode(
      typeof payload === 'string' ? payload : JSON.stringify(payload),
    ),
    retain: false,
    at: NOW,
  });
  const find: FindEntity = (id) => {
    const entity = home.entity(id);
    return (
      entity && {
        name: `<${id}>`,
        dialect: entity.source.dialect,
        unit: entity.unit,
        secret: entity.capabilities.mode === 'password',
      }
    );
  };
  return {
    hear: (topic: string, payload: string | object) => home.fold(message(topic, payload)),
    why: (topic: string, payload: string | object) =>
      whyLines(home.explain(message(topic, payload)), find).map(
        ({ tone, text, entities }) =>
          `${tone}: ${[...entities.map(({ name }) => name), text].join(' ')}`,
      ),
  };
}

const LAMP = {
  name: 'Lamp',
  unique_id: 'lamp1',
  schema: 'json',
  brightness: true,
  state_topic: 'lamp/state',
  command_topic: 'lamp/set',
};

test('an announcement: who claims it, and what it defines', () => {
  const { why } = setUp();
  const lines = why('homeassistant/light/lamp1/config', LAMP);
  expect(lines[0]).toBe(
    'used: Home Assistant discovery reads it as an announcement: it defines “Lamp” (light).',
  );
  expect(lines.some((line) => line.startsWith('problem'))).toBe(false);
});

test('an announcement that is wrong: the reason', () => {
  const { why } = setUp();
  const lines = why('homeassistant/light/lamp1/config', '{"name":');
  expect(lines[0]).toMatch(/^problem: Home Assistant discovery recognises it but cannot use it: /);
  expect(lines).toContain('problem: So this message changes nothing.');
});

test('a state: which entity reads which values, with units', () => {
  const { hear, why } = setUp();
  hear('homeassistant/light/lamp1/config', LAMP);
  expect(why('lamp/state', { state: 'ON', brightness: 255 })[0]).toMatch(
    /^used: <light\.lamp1> reads .*on = On.*brightness = 100/,
  );
  hear('sensors/hall/temperature', '21');
  expect(why('sensors/hall/temperature', '21.5')[0]).toBe(
    'used: <sensor.hall_temperature> reads 21.5 °C.',
  );
});

test('a value nobody can read: the reader’s reason, and that nothing comes of it', () => {
  const { hear, why } = setUp();
  hear('homeassistant/light/lamp1/config', LAMP);
  const lines = why('lamp/state', 'garbage');
  expect(lines.some((line) => line.startsWith('problem: <light.lamp1> listens'))).toBe(true);
  expect(lines).toContain('problem: So this message changes nothing.');
});

test('a command is for the device, and not read', () => {
  const { hear, why } = setUp();
  hear('homeassistant/light/lamp1/config', LAMP);
  expect(why('lamp/set', '{"state":"ON"}')[0]).toBe(
    'used: <light.lamp1> takes commands here. Commands are sent to the device and not read back.',
  );
});

test('what nobody reads says so, in the words under which it is counted', () => {
  const { why } = setUp();
  expect(why('some/where/set', 'ON')).toEqual([
    'problem: No dialect recognises this text on this topic, and no device of this home uses the topic. It is ignored, and counted as “no entity reads this topic”.',
  ]);
});

test('what a guesser cannot use: its reason', () => {
  const { why } = setUp();
  expect(why('some/where', '<html>')).toEqual(
    expect.arrayContaining([
      'problem: As “Plain topics” it cannot be taken: markup is no value.',
      'problem: So this message changes nothing.',
    ]),
  );
});

test('a guess is called a guess', () => {
  const { why } = setUp();
  expect(why('sensors/hall/temperature', '21.5')[0]).toMatch(
    /^used: Nobody announced it\. As “Plain topics” it is guessed to be .*sensor in °C/,
  );
});

test('a password is not told', () => {
  const { hear, why } = setUp();
  hear('homeassistant/text/key/config', {
    name: 'Key',
    unique_id: 'key',
    mode: 'password',
    state_topic: 'key/state',
    command_topic: 'key/set',
  });
  const lines = why('key/state', 'hunter2');
  expect(lines[0]).toMatch(/^used: <text\.key> reads /);
  expect(lines.join()).not.toContain('hunter2');
});
