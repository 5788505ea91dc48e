import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanTags } from '@/lib/domain/dialect/wled/tags.ts';
import { anyPayload, restarted, survives, talk } from '../talk.ts';

const xml = (tags: Readonly<Record<string, string | number>> = {}, color = [255, 149, 0]) => {
  const all = {
    ac: 170,
    fx: 9,
    sx: 128,
    ix: 64,
    fp: 6,
    wv: -1,
    nl: 0,
    ns: 0,
    nr: 1,
    ps: 2,
    ...tags,
  };
  const channels = color.map((byte) => `<cl>${byte}</cl>`).join('');
  const rest = Object.entries(all).map(([tag, text]) => `<${tag}>${text}</${tag}>`);
  return `<?xml version="1.0" ?><vs>${channels}${rest.join('')}</vs>`;
};

describe('what is WLED', () => {
  test('is told by the XML state, wherever its topic is', () => {
    const home = talk();
    home.hear('house/upstairs/strip/v', xml({ ds: 'Shelf' }));
    expect(home.devices()).toMatchObject([{ name: 'Shelf', manufacturer: 'WLED' }]);
    expect(home.state(null)).toMatchObject({ on: true, rgb: [255, 149, 0], effect: '9' });
  });

  test('is told by a brightness and a colour together, not by one of them', () => {
    const home = talk();
    const lights = () => home.entities().filter((e) => e.source.dialect === 'wled');
    home.hear('a/lamp/g', '128');
    expect(lights()).toEqual([]);
    home.hear('a/lamp/c', '#00FF10');
    expect(lights()).toHaveLength(1);
    expect(home.state(null)).toMatchObject({ on: true, rgb: [0, 255, 16] });
  });

  test('is not told by any XML', () => {
    const home = talk();
    home.hear('a/b/v', '<html><ac>1</ac></html>');
    home.hear('a/b/v', '<!DOCTYPE vs [<!ENTITY a "b">]><vs><ac>1</ac></vs>');
    expect(home.entities().filter((e) => e.source.dialect === 'wled')).toEqual([]);
  });
});

describe('its state', () => {
  test('off keeps the brightness for the next time', () => {
    const home = talk();
    home.hear('w/x/v', xml());
    home.hear('w/x/g', '255');
    home.hear('w/x/g', '0');
    expect(home.state(null)).toMatchObject({ on: false, brightness: 100 });
  });

  test('the name stays while somebody else plays on it', () => {
    const home = talk();
    home.hear('w/x/v', xml({ ds: 'Desk' }));
    home.hear('w/x/v', xml({ ds: 'Desk (live)' }));
    expect(home.devices().map(({ name }) => name)).toEqual(['Desk']);
  });

  test('effects and palettes have names beside the light', () => {
    const home = talk();
    home.hear('w/x/v', xml());
    expect(home.state('Effect')).toEqual({ value: 'Rainbow' });
    expect(home.state('Palette')).toEqual({ value: 'Party' });
    expect(home.state('Effect speed')).toEqual({ value: 128 });
    home.hear('w/x/v', xml({ fx: 250 }));
    expect(home.state('Effect')).toEqual({ value: '250' });
  });

  test('white that was seen once is remembered over a restart', () => {
    const first = talk();
    first.hear('w/x/v', xml({ wv: 0 }));
    const home = restarted(first.home);
    home.hear('w/x/c', '#FF0000');
    expect(home.state(null)).toMatchObject({ rgbw: [255, 0, 0, 0], color_mode: 'rgbw' });
  });
});

describe('commands', () => {
  const lit = () => {
    const home = talk();
    home.hear('w/x/v', xml());
    return home;
  };

  test('a colour lights a light that is off', () => {
    const home = lit();
    home.hear('w/x/g', '0');
    expect(home.send(null, 'turn_on', { rgb: [1, 2, 3] })).toEqual(['w/x ON', 'w/x/col #010203']);
  });

  test('a transition is said in the JSON that knows of one', () => {
    const home = lit();
    const sent = home.send(null, 'turn_on', { brightness: 100, rgb: [0, 0, 9], transition: 1.5 });
    expect(sent).toEqual(['w/x/api {"on":true,"bri":255,"tt":15,"seg":{"col":[[0,0,9]]}}']);
  });

  test('effects go by name and by number', () => {
    const home = lit();
    expect(home.send(null, 'turn_on', { effect: 'Fire 2012' })).toEqual([
      'w/x/api {"seg":{"fx":66}}',
    ]);
    expect(home.send(null, 'turn_on', { effect: '3' })).toEqual(['w/x/api {"seg":{"fx":3}}']);
    expect(home.send(null, 'turn_on', { effect: 'Nonesuch' })).toMatch(/none of that name/);
    expect(home.send('Effect', 'select', { option: 'Aurora' })).toEqual([
      'w/x/api {"seg":{"fx":38}}',
    ]);
    expect(home.send('Palette', 'select', { option: 'Lava' })).toEqual([
      'w/x/api {"seg":{"pal":8}}',
    ]);
  });

  test('settings are changed', () => {
    const home = lit();
    expect(home.send('Nightlight', 'turn_on')).toEqual(['w/x/api {"nl":{"on":true}}']);
    expect(home.send('Sync send', 'toggle')).toEqual(['w/x/api {"udpn":{"send":true}}']);
    expect(home.send('Preset', 'set', { value: 5 })).toEqual(['w/x/api {"ps":5}']);
    expect(home.send(null, 'activate_preset', { preset: 0 })).toMatch(/from 1 to 250/);
  });

  test('a light that does as it is told shows what was wished', () => {
    const channel = fc.nat(255);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.tuple(fc.integer({ min: 1, max: 255 }), channel, channel),
        (brightness, rgb) => {
          const home = lit();
          const encoded = home.encode(null, 'turn_on', { brightness, rgb });
          if (!encoded.ok) throw new Error(encoded.reason);
          const [level, color] = encoded.messages.map(({ payload }) => payload);
          home.hear('w/x/g', level);
          home.hear('w/x/c', color);
          expect(home.shows(null, encoded.target)).toBe(true);
          expect(home.state(null)['rgb']).toEqual(rgb);
        },
      ),
    );
  });
});

test('the scanner knows characters by name and number, and nothing else', () => {
  const tags = scanTags('<vs><ds>a &amp;&lt;&#x41;&#66;&evil;&#0;</ds></vs>');
  expect(tags?.get('ds')).toEqual(['a &<AB&evil;']);
  expect(scanTags('<vs><ds>'.repeat(3000))).toBeNull();
  expect(scanTags('nothing')).toBeNull();
});

test('nothing that is published makes it throw or grow without bounds', () => {
  const tag = fc.tuple(
    fc.constantFrom('ac', 'cl', 'fx', 'ds', 'wv', 'ps', 'x'),
    fc.oneof(fc.integer().map(String), fc.string({ maxLength: 8 })),
  );
  const document = fc
    .array(tag, { maxLength: 30 })
    .map((tags) => `<vs>${tags.map(([t, v]) => `<${t}>${v}</${t}>`).join('')}</vs>`);
  const message = fc.tuple(
    fc.constantFrom('w/x/v', 'w/x/g', 'w/x/c', 'w/x/status', '/v', 'v'),
    fc.oneof(document, anyPayload(['a']), fc.constant('#123456'), fc.constant('7')),
  );
  survives(message, 60);
});
