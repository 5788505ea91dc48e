import { describe, expect, test } from 'vitest';
import { describedDevice, describedEntity } from '@/lib/domain/dialect/describing.ts';
import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import type { EntityKind } from '@/lib/domain/entity/entity.ts';
import { bytes, START, testHome } from '../../support/home.ts';

/** A dialect that defines what a JSON message on `<name>/define` lists. */
function speaker(name: string, options: { infers?: boolean } = {}): Dialect {
  return {
    name,
    infers: options.infers ?? false,
    announces: [],
    start: () => ({}),
    define(_memory, message) {
      if (options.infers && message.topic.startsWith('state/')) {
        return [one(name, message.topic, { id: message.topic, topic: message.topic }, {})];
      }
      if (message.topic !== `${name}/define`) return [];
      if (message.payload.length === 0)
        return [{ type: 'remove', definedBy: message.topic, uniqueIds: null }];
      const given = message.json() as Given;
      return [one(name, message.topic, given, given)];
    },
    read: (_entity, message) => [
      { type: 'state', property: 'value', value: Number(message.text()), at: message.at },
    ],
    encode: () => ({ ok: true, messages: [], target: {} }),
  };
}

type Given = {
  readonly id?: string;
  readonly topic?: string;
  readonly kind?: EntityKind;
  readonly whole?: boolean;
  readonly device?: string;
  readonly byHand?: boolean;
};

const one = (dialect: string, definedBy: string, given: Given, { whole, device }: Given) => ({
  type: 'define' as const,
  complete: false,
  ...(whole && { whole }),
  device: describedDevice({
    name: `${dialect}'s name`,
    identifiers: [device ?? given.topic ?? 'x'],
  }),
  entities: [
    describedEntity({
      uniqueId: given.id ?? `${dialect} thing`,
      kind: given.kind ?? 'sensor',
      name: null,
      source: {
        dialect,
        definedBy,
        stateTopics: [given.topic ?? 'state/a'],
        ...(given.byHand && { byHand: true }),
        binding: {},
      },
    }),
  ],
});

const dialects = [speaker('native'), speaker('discovery'), speaker('guess', { infers: true })];
const shown = (home: ReturnType<typeof testHome>) =>
  home.entities().map(({ source }) => source.dialect);

describe('a device that speaks twice', () => {
  const whole = { device: 'plug', topic: 'state/native', whole: true };
  const again = { device: 'plug', topic: 'state/other' };

  test.each([
    ['the whole description first', ['native', 'discovery']],
    ['the lesser first', ['discovery', 'native']],
  ])('is shown once, %s', (_title, order) => {
    const home = testHome(dialects);
    for (const name of order) home.hear(`${name}/define`, name === 'native' ? whole : again);
    expect(shown(home)).toEqual(['native']);
    expect(home.devices()).toMatchObject([{ name: "native's name", dialect: 'native' }]);
  });

  test('is shown by the lesser again when the better is withdrawn', () => {
    const home = testHome(dialects);
    home.hear('discovery/define', again);
    home.hear('native/define', whole);
    home.hear('native/define', '');
    expect(shown(home)).toEqual(['discovery']);
    expect(home.devices()).toHaveLength(1);
  });

  test('is gone when both are withdrawn, in any order', () => {
    const home = testHome(dialects);
    home.hear('discovery/define', again);
    home.hear('native/define', whole);
    home.hear('discovery/define', '');
    home.hear('native/define', '');
    expect(home.entities()).toEqual([]);
    expect(home.devices()).toEqual([]);
  });

  test('keeps what only the lesser tells, if the better did not describe it wholly', () => {
    const home = testHome(dialects);
    home.hear('native/define', { ...whole, whole: false });
    home.hear('discovery/define', { ...again, kind: 'switch' });
    expect(shown(home).sort()).toEqual(['discovery', 'native']);
    expect(home.devices()).toHaveLength(1);
  });

  test('shows of two alike entities of one device the better told', () => {
    const home = testHome(dialects);
    home.hear('discovery/define', again);
    home.hear('native/define', { ...whole, whole: false });
    expect(shown(home)).toEqual(['native']);
  });

  test('is known again by a topic in common', () => {
    const home = testHome(dialects);
    home.hear('native/define', { device: 'a', topic: 'state/same' });
    home.hear('discovery/define', { device: 'b', topic: 'state/same' });
    expect(shown(home)).toEqual(['native']);
    expect(home.devices()).toHaveLength(1);
  });

  test('does not hide what a person made from the same topic', () => {
    const home = testHome(dialects);
    home.hear('native/define', { device: 'a', topic: 'state/same' });
    home.hear('discovery/define', { device: 'b', topic: 'state/same', byHand: true });
    expect(shown(home).sort()).toEqual(['discovery', 'native']);
  });
});

describe('guesses', () => {
  test('yield to any certain word on the same topic, and come back when it is withdrawn', () => {
    const home = testHome(dialects);
    home.hear('state/a', 5);
    expect(shown(home)).toEqual(['guess']);
    home.hear('discovery/define', { device: 'b', topic: 'state/a' });
    expect(shown(home)).toEqual(['discovery']);
    home.hear('discovery/define', '');
    home.hear('state/a', 6);
    expect(shown(home)).toEqual(['guess']);
  });

  test('are bounded, and the refusal says what to do', () => {
    const home = testHome(dialects, { limits: { guesses: 2 } });
    home.hear('state/a', 1);
    home.hear('state/b', 1);
    expect(home.hear('state/c', 1).ignored?.reason).toMatch(/MAX_GUESSES/);
    expect(home.entities()).toHaveLength(2);
    expect(home.hear('state/a', 2).updates).toHaveLength(1);
  });

  test('are left to the first who recognises the topic', () => {
    const home = testHome([speaker('sure', { infers: true }), speaker('guess', { infers: true })]);
    home.hear('state/a', 1);
    home.hear('state/a', 2);
    expect(shown(home)).toEqual(['sure']);
  });
});

describe('a successor', () => {
  test('takes over the id of the entity it replaces, also when it is defined later', () => {
    const home = testHome(dialects);
    home.hear('discovery/define', { id: 'old', device: 'old', topic: 'state/old' });
    home.hear('native/define', { id: 'new', device: 'new', topic: 'state/new' });
    home.hear('state/new', 7);
    const folded = home.assign(new Map([['native\nsensor\nnew', 'sensor.old']]));
    expect(folded).toMatchObject({ defined: ['sensor.old'], removed: ['sensor.new'] });
    expect(home.entities()).toMatchObject([{ id: 'sensor.old', uniqueId: 'new' }]);
    expect(home.status('sensor.old').state).toEqual({ value: 7 });
    expect(home.devices()).toMatchObject([{ name: "native's name" }]);
    expect(home.hear('state/new', 8).updates[0]).toMatchObject({ entityId: 'sensor.old' });

    const fresh = testHome(dialects);
    fresh.assign(new Map([['native\nsensor\nnew', 'sensor.old']]));
    fresh.hear('native/define', { id: 'new', device: 'new', topic: 'state/new' });
    expect(fresh.entities()).toMatchObject([{ id: 'sensor.old' }]);
  });
});

describe('an explanation', () => {
  test('tells what every dialect and every reader makes of a message, and changes nothing', () => {
    const home = testHome(dialects);
    home.hear('discovery/define', { device: 'b', topic: 'state/a' });
    const explained = home.explain({
      topic: 'state/a',
      payload: bytes(21),
      retain: false,
      at: START,
    });
    expect(explained).toMatchObject({
      form: 'json',
      bytes: 2,
      opinions: [
        { dialect: 'native', verdict: 'not_mine' },
        { dialect: 'discovery', verdict: 'not_mine' },
        { dialect: 'guess', verdict: 'defines' },
      ],
      readers: [{ dialect: 'discovery', values: [{ property: 'value', value: 21 }] }],
    });
    expect(home.entities().map(({ id }) => home.status(id).state)).toEqual([{}]);
  });
});
