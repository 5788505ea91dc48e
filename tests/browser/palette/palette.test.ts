import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PaletteAct, paletteActs } from '../../../lib/browser/palette/acts.ts';
import { findEntries, MOST_ENTRIES } from '../../../lib/browser/palette/palette.ts';
import { wayBack } from '../../../lib/browser/palette/undo.ts';
import { readWish } from '../../../lib/browser/palette/wish.ts';
import { fold, wordsTyped } from '../../../lib/browser/palette/words.ts';
import { DIMMABLE, thing } from '../support/house.ts';

const lamp = (name: string, room: string | null, on = false, brightness = 80) =>
  thing('light', name, room, { capabilities: DIMMABLE, state: { on, brightness } });
const blind = (name: string, room: string, position = 0) =>
  thing('cover', name, room, { deviceClass: 'blind', state: { position } });

const HOUSE = [
  lamp('Counter', 'Kitchen', true),
  lamp('Ceiling', 'Kitchen'),
  lamp('Lamp 2', 'Hall'),
  lamp('Reading lamp', 'Living room', true, 30),
  thing('switch', 'Freezer', 'Kitchen', { state: { on: true } }),
  thing('switch', 'Kettle', 'Kitchen', { state: { on: true } }),
  blind('East', 'Kitchen', 40),
  blind('West', 'Living room'),
  thing('cover', 'Big door', 'Garage', { deviceClass: 'garage', state: { state: 'closed' } }),
  thing('lock', 'Front door', 'Hall', { state: { state: 'locked' } }),
  thing('climate', 'Radiator', 'Küche', {
    capabilities: { modes: ['off', 'heat'], minTemp: 5, maxTemp: 30 },
    state: { mode: 'heat', temperature: 20 },
    unit: '°C',
  }),
  thing('scene', 'Movie night', 'Living room'),
  thing('sensor', 'Outside', null, { state: { value: 12 }, unit: '°C' }),
  thing('fan', 'Ceiling fan', 'Bedroom', { state: { on: false } }),
];

const acts = (query: string, critical: string[] = []) => paletteActs(query, HOUSE, critical);
const titles = (query: string) => findEntries(query, HOUSE, []).map(titleOf);
const titleOf = (entry: ReturnType<typeof findEntries>[number]) =>
  entry.type === 'entity' ? entry.view.fullName : entry.title;
const commands = ({ commands: list }: PaletteAct) =>
  list.map(({ entity, command, ...rest }) => [entity, command, ...Object.values(rest)].join(' '));

describe('the words of a query', () => {
  test('marks and capitals do not count', () => {
    expect(fold('Küche Straße Ångström ŁÓDŹ')).toBe('kuche strasse angstrom lodz');
    expect(wordsTyped('  Turn OFF, the “Küche”! ')).toEqual(['turn', 'off', 'the', 'kuche']);
    expect(wordsTyped('kitchen 21,5° 40%')).toEqual(['kitchen', '21,5°', '40%']);
  });

  test('only so much of it is read', () => {
    expect(wordsTyped('a '.repeat(1_000)).length).toBeLessThanOrEqual(8);
    expect(wordsTyped('x'.repeat(100_000))[0]!.length).toBeLessThanOrEqual(80);
  });
});

describe('what a query asks for', () => {
  test.each([
    ['kitchen 40', 'level', ['kitchen']],
    ['dim the kitchen to 40 %', 'level', ['kitchen']],
    ['40% kitchen', 'level', ['kitchen']],
    ['lamp 2 40', 'level', ['lamp', '2']],
    ['kitchen off', 'do', ['kitchen']],
    ['turn off the kitchen lights', 'do', ['kitchen', 'lights']],
    ['open blinds', 'do', ['blinds']],
  ] as const)('%s', (query, type, target) => {
    const request = readWish(query);
    expect(request?.wish.type).toBe(type);
    expect(request?.target).toEqual(target);
  });

  test('a name is no wish, and half a verb is none yet', () => {
    for (const query of ['kitchen', 'o', 'kitchen o', '', 'home', 'constructor'])
      expect(readWish(query)).toBeNull();
  });

  test('a number with its unit is no other unit', () => {
    expect(readWish('bath 21.5°')?.wish).toEqual({ type: 'level', value: 21.5, unit: 'degrees' });
    expect(readWish('bath 21,5')?.wish).toMatchObject({ value: 21.5, unit: null });
    expect(readWish('bath 40 %')?.wish).toMatchObject({ value: 40, unit: 'percent' });
  });
});

describe('what a palette offers to do', () => {
  test('"kitchen 40" dims its lamps, all at once first, then each', () => {
    const [first, second, third] = acts('kitchen 40');
    expect(first?.title).toBe('Dim 2 lights in Kitchen to 40 %');
    expect(commands(first!).sort()).toEqual([
      'light.ceiling turn_on 40',
      'light.counter turn_on 40',
    ]);
    expect([second?.commands.length, third?.commands.length]).toEqual([1, 1]);
    expect(findEntries('kitchen 40', HOUSE, [])[0]).toMatchObject({ title: first?.title });
  });

  test('"kitchen off" turns off the lamps that are on, and no freezer with them', () => {
    const found = acts('kitchen off');
    expect(commands(found[0]!)).toEqual(['light.counter turn_off']);
    const groups = found.filter((act) => act.commands.length > 1);
    expect(groups.flatMap(commands).join()).not.toContain('switch');
  });

  test('"open blinds" opens them all, and never a garage among them', () => {
    const [first] = acts('open blinds');
    expect(first?.title).toBe('Open 2 blinds');
    expect(commands(first!)).toEqual(['cover.east open', 'cover.west open']);
    expect(acts('open covers').flatMap(commands).join()).toContain('big_door');
    expect(acts('open covers')[0]?.commands).toHaveLength(2);
  });

  test('what is not to be done by a slip asks first', () => {
    expect(acts('open garage')[0]?.question?.words).toBe('Open Big door?');
    expect(acts('unlock front')[0]?.question?.yes).toBe('Unlock');
    expect(acts('lock front')[0]?.question).toBeNull();
    const [freezer] = acts('freezer off', ['switch.freezer']);
    expect(freezer?.question?.words).toBe('Turn off Freezer?');
    expect(acts('freezer off')[0]?.question).toBeNull();
  });

  test('what its owner called critical is in no group', () => {
    const [all] = acts('switches off', ['switch.freezer']);
    expect(all?.commands).toHaveLength(1);
    expect(acts('switches off')[0]?.commands).toHaveLength(2);
  });

  test('marks in names need not be typed, and a heating takes degrees', () => {
    const [set] = acts('kuche 21.5');
    expect(set?.title).toBe('Set Radiator to 21.5 °C');
    expect(commands(set!)).toEqual(['climate.radiator set_temperature 21.5']);
    expect(commands(acts('radiator off')[0]!)).toEqual(['climate.radiator set_mode off']);
    expect(acts('kuche 90')).toEqual([]);
  });

  test('a scene runs; nothing is done with everything unless that was said', () => {
    expect(commands(acts('run movie')[0]!)).toEqual(['scene.movie_night activate']);
    expect(acts('off')).toEqual([]);
    expect(acts('40')).toEqual([]);
    expect(acts('all off')[0]?.title).toBe('Turn off 2 lights');
    expect(acts('open front door')).toEqual([]);
  });

  test('what cannot be reached is offered nothing', () => {
    const away = thing('light', 'Attic', null, { capabilities: DIMMABLE, available: false });
    expect(paletteActs('attic 40', [away], [])).toEqual([]);
    expect(findEntries('attic', [away], []).map(({ type }) => type)).toEqual(['entity']);
  });
});

describe('what a palette finds', () => {
  test('a room before what is in it, then screens and devices by how well they fit', () => {
    expect(titles('kitchen')[0]).toBe('Kitchen');
    expect(titles('kitchen')).toEqual(expect.arrayContaining(['Counter', 'East', 'Kettle']));
    expect(titles('hist')[0]).toBe('History');
    expect(titles('settings')).toContain('More');
    expect(titles('dark')).toContain('Look');
  });

  test('the best device, and what its icon would do beside it', () => {
    expect(titles('reading').slice(0, 2)).toEqual(['Reading lamp', 'Turn off Reading lamp']);
    expect(titles('outside')).toEqual(['Outside']);
  });

  test('a name with a number is a name first', () => {
    const found = titles('lamp 2');
    expect(found[0]).toBe('Lamp 2');
    expect(found).toContain('Dim Reading lamp to 2 %');
  });

  test('without a query: where one can go', () => {
    const found = titles('');
    expect(found[0]).toBe('Turn off 2 lights');
    expect(found).toEqual(expect.arrayContaining(['Kitchen', 'Home', 'History', 'List of keys']));
  });

  test('nothing that fits is nothing', () => {
    expect(titles('zzzz')).toEqual([]);
    expect(titles('!!!')).toEqual(titles(''));
  });

  test('whatever is typed: a short list, keys that differ, no throw', () => {
    const words = fc.constantFrom('kitchen', 'off', '40', '%', 'all', 'open', 'lamp', '2', 'über');
    const query = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(query, (text) => {
        const found = findEntries(text, HOUSE, []);
        expect(found.length).toBeLessThanOrEqual(MOST_ENTRIES);
        expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
      }),
    );
  });

  test('two thousand devices are searched within a frame or two', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => lamp(`Lamp ${i}`, `Room ${i % 40}`));
    findEntries('room 7 off', many, []);
    let fastest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 20; i++) {
      const start = performance.now();
      findEntries(`room ${i} off`, many, []);
      fastest = Math.min(fastest, performance.now() - start);
    }
    expect(fastest).toBeLessThan(100);
  });
});

describe('the way back', () => {
  test('to what was shown before', () => {
    const back = (name: string, query: string) => {
      const view = HOUSE.find((one) => one.title === name)!;
      const [act] = paletteActs(query, [view], []);
      return wayBack(view, act!.commands[0]!);
    };
    expect(back('Counter', 'counter off')).toMatchObject({ command: 'turn_on', brightness: 80 });
    expect(back('Ceiling', 'ceiling 40')).toMatchObject({ command: 'turn_off' });
    expect(back('East', 'open east')).toMatchObject({ command: 'set_position', position: 40 });
    expect(back('Radiator', 'radiator 22')).toMatchObject({ temperature: 20 });
    expect(back('Radiator', 'radiator off')).toMatchObject({ command: 'set_mode', mode: 'heat' });
    expect(back('Movie night', 'run movie')).toBeNull();
  });
});
