import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dialect } from '@/lib/domain/dialect/dialect.ts';
import { influx } from '@/lib/domain/dialect/influx/influx.ts';
import { parseLines } from '@/lib/domain/dialect/influx/line-protocol.ts';
import { START, testHome } from '../../../support/home.ts';
import { heard, type Said } from '../plain/heard.ts';

const dialects = [influx as Dialect];
const shown = (...messages: readonly Said[]) => heard(messages, dialects).shown;

describe('a line', () => {
  test.each([
    ['m v=1', [['v', 1]]],
    [
      'm v=1i,w=2u,x=-3.5e2',
      [
        ['v', 1],
        ['w', 2],
        ['x', -350],
      ],
    ],
    [
      'm a=t,b=FALSE',
      [
        ['a', true],
        ['b', false],
      ],
    ],
    ['m s="a, b=c \\"d\\" \\\\"', [['s', 'a, b=c "d" \\']]],
    ['m with\\ space=1', [['with space', 1]]],
  ])('%s has these fields', (line, fields) => {
    expect(parseLines(line)).toMatchObject([{ measurement: 'm', fields }]);
  });

  test('measurement and tags may hold escaped commas, blanks and equals signs', () => {
    expect(parseLines('my\\ house\\,1,room=living\\ room,k\\=ey=a\\,b v=1')).toMatchObject([
      {
        measurement: 'my house,1',
        tags: [
          ['room', 'living room'],
          ['k=ey', 'a,b'],
        ],
      },
    ]);
  });

  test.each([
    ['1704110400', START],
    ['1704110400000', START],
    ['1704110400000000', START],
    ['1704110400000000000', START],
    ['', null],
  ])('the stamp %s is a time by its length', (stamp, at) => {
    expect(parseLines(`m v=1 ${stamp}`)).toMatchObject([{ at }]);
  });

  test.each([
    'this is just text with = sign',
    'temp=21.5 hum=40',
    'm',
    'm v',
    'm v=',
    'm v=abc',
    'm =1',
    'm,tag v=1',
    'm v=1 soon',
    'm v=1\nand some prose',
    '# only a remark',
    '21.5',
  ])('%j is no line protocol', (text) => {
    expect(parseLines(text)).toBeNull();
  });
});

describe('devices and values', () => {
  test('a tag names the device; without one it is the topic', () => {
    expect(
      shown(
        ['x', 'weather,location=attic,season=winter temperature=12.5,humidity=71i'],
        ['garden/shed', 'climate temperature=4'],
      ),
    ).toEqual({
      'attic / Weather temperature': 'sensor temperature 12.5 °C',
      'attic / Weather humidity': 'sensor humidity 71 %',
      'shed / Climate temperature': 'sensor temperature 4 °C',
    });
  });

  test('series of one measurement stay apart, the later ones with their tags in the name', () => {
    expect(
      shown([
        'telegraf',
        'cpu,host=a,cpu=cpu-total usage_idle=90\ncpu,host=a,cpu=cpu0 usage_idle=80\n\n# done',
      ]),
    ).toEqual({
      'a / CPU usage idle': 'sensor 90 %',
      'a / CPU usage idle cpu0': 'sensor 80 %',
    });
  });

  test("Telegraf's JSON says the same", () => {
    const metric = {
      fields: { used_percent: 41.2 },
      name: 'mem',
      tags: { host: 'a' },
      timestamp: 1_704_110_400,
    };
    const expected = { 'a / Mem used percent': 'sensor 41.2 %' };
    expect(shown(['t', metric])).toEqual(expected);
    expect(shown(['t', { metrics: [metric] }])).toEqual(expected);
  });

  test('several readings of one series keep their times', () => {
    const home = testHome(dialects);
    const { updates } = home.hear('x', 'm v=2 1704110399000000000\nm v=1 1704110398000000000');
    const readings = updates.filter(({ property }) => property === 'value');
    expect(readings.map(({ value, at }) => [value, at - START])).toEqual([
      [1, -2000],
      [2, -1000],
    ]);
  });

  test('a field that changes its type is refused, and a restarted home knows its names', () => {
    const first = heard([['x', 'm,host=h,cpu=0 v=1']], dialects).home;
    const later = testHome(dialects);
    later.restore({ devices: first.devices(), entities: first.entities(), statuses: {} });
    expect(later.hear('x', 'm,host=h,cpu=0 v="one"').ignored?.reason).toMatch(/another type/);
    later.hear('x', 'm,host=h,cpu=1 v=2');
    expect(later.entities().map(({ name }) => name)).toEqual(['M v', 'M v 1']);
  });
});

test('no text throws', () => {
  const part = fc.constantFrom(
    'm',
    ',',
    '=',
    ' ',
    '\\',
    '"',
    '\n',
    '1',
    '1i',
    't',
    '#',
    'é',
    '__proto__',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const folded = testHome(dialects).hear('a/b', parts.join(''));
      expect(folded.ignored?.reason ?? '').not.toMatch(/internal error/);
    }),
    { numRuns: 2_000 },
  );
});
