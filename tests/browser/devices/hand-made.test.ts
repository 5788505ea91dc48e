import { describe, expect, test } from 'vitest';
import { HAND_MADE_KINDS } from '../../../lib/api/devices.ts';
import {
  COMMON_KINDS,
  fieldsOf,
  OFFERED_KINDS,
} from '../../../lib/browser/devices/hand-made-fields.ts';
import {
  type Config,
  configOf,
  type Draft,
  draftOf,
  EMPTY_DRAFT,
} from '../../../lib/browser/devices/hand-made-form.ts';
import { type Rehearsal, rehearse } from '../../../lib/browser/devices/rehearsal.ts';
import { trialsOf } from '../../../lib/browser/devices/trials.ts';
import { valuePaths } from '../../../lib/browser/devices/value-paths.ts';
import { kindWords } from '../../../lib/browser/words/kind-words.ts';
import { bytes } from '../../support/home.ts';

const AT = 1_700_000_000_000;

const draft = (kind: string, texts: Record<string, string>, advanced = ''): Draft => ({
  ...EMPTY_DRAFT,
  ...{ kind, texts, advanced },
});

const problemOf = (given: Draft) => (configOf(given) as { problem?: string }).problem;

/** The rehearsal of a configuration that must work. */
function trying(kind: string, config: Config): Rehearsal {
  const outcome = rehearse({ id: 'x', name: 'X', room: null, kind, config });
  if ('problem' in outcome) throw new Error(outcome.problem);
  return outcome;
}

const say = (topic: string, payload: unknown, at = AT) => ({
  ...{ topic, at, payload: bytes(payload), retain: false },
});

describe('the form', () => {
  test('offers every kind that the server makes by hand, and no other', () => {
    expect([...OFFERED_KINDS].sort()).toEqual([...HAND_MADE_KINDS].sort());
    expect(OFFERED_KINDS.slice(0, COMMON_KINDS.length)).toEqual(COMMON_KINDS);
    for (const kind of OFFERED_KINDS) expect(kindWords(kind)).not.toBe('');
  });

  test.each(OFFERED_KINDS)('leads to a %s once every topic and list is named', (kind) => {
    const texts = Object.fromEntries(
      fieldsOf(kind).flatMap(({ key, type, isRequired }): [string, string][] => {
        if (type === 'state-topic' || type === 'command-topic') return [[key, `x/${key}`]];
        return type === 'list' && isRequired ? [[key, 'eco, comfort']] : [];
      }),
    );
    const config = configOf(draft(kind, texts));
    expect(problemOf(draft(kind, texts))).toBeUndefined();
    const { entity } = trying(kind, config as Config);
    expect(entity.kind).toBe(kind);
  });

  test.each(OFFERED_KINDS)('says what is missing of a %s that says nothing', (kind) => {
    const config = configOf(draft(kind, {}));
    const reason =
      'problem' in config
        ? config.problem
        : (rehearse({ id: 'x', name: 'X', room: null, kind, config }) as { problem?: string })
            .problem;
    expect(reason).toMatch(/missing|needs/);
  });

  test('says what is missing or wrong, by the name of the field', () => {
    expect(problemOf(draft('sensor', {}))).toBe('State topic is missing');
    expect(problemOf(draft('number', { command_topic: 'a', min: 'low' }))).toBe(
      'Lowest: "low" is not a number',
    );
    expect(problemOf(draft('sensor', { state_topic: 'a' }, '{'))).toMatch(/no JSON/);
    expect(problemOf(draft('sensor', { state_topic: 'a' }, '[1]'))).toMatch(/not a JSON object/);
  });

  test('reads numbers with a comma, lists and switches; further keys win', () => {
    expect(configOf(draft('number', { command_topic: 'a', min: '0,5', max: '2' }))).toEqual({
      ...{ command_topic: 'a', min: 0.5, max: 2 },
    });
    expect(
      configOf(draft('select', { command_topic: 'a', options: 'eco,  comfort ,' }, '{"qos": 1}')),
    ).toEqual({ command_topic: 'a', options: ['eco', 'comfort'], qos: 1 });
    expect(configOf(draft('light', { command_topic: 'a', brightness: 'true' }))).toEqual({
      ...{ command_topic: 'a', brightness: true },
    });
    expect(configOf(draft('sensor', {}, '{"state_topic": "z"}'))).toEqual({ state_topic: 'z' });
  });

  test('comes back from the configuration that it led to', () => {
    const texts = { command_topic: 'a', options: 'eco, comfort' };
    const config = configOf(draft('select', texts, '{"icon": "mdi:leaf"}')) as Config;
    const back = draftOf('select', {
      ...config,
      ...{ name: null, unique_id: 'inglenook_x', device: {}, origin: {} },
    });
    expect(back.texts).toEqual(texts);
    expect(JSON.parse(back.advanced)).toEqual({ icon: 'mdi:leaf' });
    expect(configOf({ ...EMPTY_DRAFT, ...back })).toEqual(config);
  });

  test('keeps as JSON what no field could hold', () => {
    const config = { command_topic: 'a', options: ['one, two', 'three'] };
    const back = draftOf('select', config);
    expect(back.texts).toEqual({ command_topic: 'a' });
    expect(configOf({ ...EMPTY_DRAFT, ...back })).toEqual(config);
  });
});

describe('the rehearsal', () => {
  const meter = { state_topic: 'shed/t', unit_of_measurement: '°C' };

  test('shows the value of each message, or why there is none', () => {
    const { hear, topics } = trying('sensor', meter);
    expect(topics).toEqual(['shed/t']);
    expect(hear(say('shed/t', '21.5'))).toMatchObject({
      ...{ text: '21.5', reason: null },
      values: expect.arrayContaining([{ property: 'value', value: 21.5 }]),
    });
    expect(hear(say('shed/t', 'warm'))).toMatchObject({
      ...{ values: [], reason: expect.stringMatching(/"warm" is not a number/) },
    });
    expect(hear(say('shed/t', new Uint8Array([0xff, 0xfe])))).toMatchObject({ text: null });
  });

  test('tells what is wrong with a template', () => {
    const { hear } = trying('sensor', { ...meter, value_template: '{{ value_json. }}' });
    expect(hear(say('shed/t', '1')).reason).not.toBeNull();
  });

  test('says why there can be no such device', () => {
    expect(rehearse({ id: 'x', name: 'X', room: null, kind: 'switch', config: {} })).toEqual({
      problem: 'a switch needs a command_topic',
    });
  });

  test('works out what a command would send', () => {
    const pump = trying('switch', { command_topic: 'pump/set', payload_on: '1' });
    expect(pump.encode('turn_on')).toMatchObject({
      ...{ ok: true, messages: [{ topic: 'pump/set', payload: '1' }] },
    });
    const words = trialsOf(pump.entity).map((trial) => trial.words);
    expect(words).toEqual(['On', 'Off']);
    const mode = trying('select', { command_topic: 'm', options: ['eco', 'away'] });
    expect(trialsOf(mode.entity).map(({ values }) => values)).toEqual([
      { option: 'eco' },
      { option: 'away' },
    ]);
  });
});

describe('paths into a JSON payload', () => {
  test('each leads the decoder to the value that it shows', () => {
    const payload = JSON.stringify({
      ...{ temp: 1.5, 'rel-hum': 2, items: 3, "it's": 4, 'back\\slash': 5 },
      ENERGY: { Power: [6, { x: 7 }] },
    });
    const paths = valuePaths(payload);
    expect(paths.map(({ sample }) => sample)).toEqual(['1.5', '2', '3', '4', '5', '6', '7']);
    for (const { template, sample } of paths) {
      const { hear } = trying('sensor', {
        ...{ state_topic: 'a', unit_of_measurement: 'W', value_template: template },
      });
      expect(hear(say('a', payload)).values, template).toContainEqual({
        ...{ property: 'value', value: Number(sample) },
      });
    }
  });

  test('there are none where the payload is the value, or no JSON', () => {
    for (const payload of ['21.5', '"on"', 'null', 'warm', '', null])
      expect(valuePaths(payload)).toEqual([]);
  });

  test('a huge or deep payload gives a few', () => {
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`k${i}`, i]));
    expect(valuePaths(JSON.stringify(wide)).length).toBeLessThan(50);
    expect(valuePaths(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`)).toEqual([]);
  });
});
