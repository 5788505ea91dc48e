import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, renderPayload } from '@/lib/domain/template/template.ts';

const now = Date.parse('2024-01-01T12:00:00Z');

/** Renders what a stranger sends: it must come to an end, well or not. */
function rendering(
  source: string,
  payload = '{"a":[1,2,3],"s":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}',
) {
  const json: unknown = JSON.parse(payload);
  return renderPayload(compile(source), payload, { now, json });
}

const nested = (open: string, close: string, times: number) =>
  `${open.repeat(times)}1${close.repeat(times)}`;

describe('no template can hang, exhaust memory or escape', () => {
  const bombs = [
    '{% for a in range(300) %}{% for b in range(300) %}{% for c in range(20) %}x{% endfor %}{% endfor %}{% endfor %}',
    '{% for i in range(10**9) %}x{% endfor %}',
    "{{ 'a' * 10**9 }}",
    '{{ [0] * 10**9 }}',
    '{{ 10 ** 10 ** 10 }}',
    '{{ 9**9**9 }}',
    '{{ 2**4000 * 2**4000 }}',
    "{{ '%1000000000d' % 1 }}",
    "{{ '%.1000000000f' % 1 }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'a'.center(10**9) }}",
    "{{ 'a'.ljust(10**9) }}",
    "{{ 'a'|center(10**9) }}",
    "{{ 'a\\n'|indent(10**9) }}",
    "{% set ns = namespace(x='a') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
    '{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}',
    '{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x == ns.x + [] }}',
    '{% set ns = namespace(x=[1]) %}{% for i in range(2000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}',
    "{% set a = 'a' * 60000 %}{{ a.replace('a', a) }}",
    "{% set a = 'a' * 60000 %}{% for i in range(9000) %}{% set b = a|upper %}{% endfor %}",
    "{% set a = 'a' * 60000 %}{{ a.join(a) }}",
    '{% macro m(x) %}{{ m(x) }}{{ m(x) }}{% endmacro %}{{ m(1) }}',
    '{% for x in value_json.a recursive %}{{ loop(value_json.a) }}{% endfor %}',
    "{{ value_json.s is search('(a+)+$') }}",
    "{{ value_json.s is search('(a|aa)+$') }}",
    "{{ value_json.s is search('(a*)*b') }}",
    "{{ value_json.s|regex_findall('(.*)(.*)(.*)(.*)(.*)(.*)[^!]$') }}",
    "{{ ('a' * 60000) is search('(?:ab?)*c') }}",
    "{{ ('x' * 60000)|regex_replace('x', 'yyyyyyyyyyyyyyyyy') }}",
    "{{ (range(9000)|list) | sort | unique | join(',') | length }}",
    `{{ ${nested('(', ')', 20_000)} }}`,
    `{{ ${nested('[', ']', 20_000)} }}`,
    `{{ ${'not '.repeat(15_000)} 1 }}`,
    `{{ ${'-'.repeat(30_000)} 1 }}`,
    `{{ 1${'+1'.repeat(30_000)} }}`,
    `{{ value${'.a'.repeat(30_000)} }}`,
    `{{ value${'|upper'.repeat(9_000)} }}`,
    '{% if 1 %}'.repeat(6_000),
  ];
  test.each(bombs.map((bomb) => [bomb.slice(0, 100), bomb] as const))('%s', (_, bomb) => {
    const rendered = rendering(bomb);
    if (rendered.ok) expect(rendered.text.length).toBeLessThanOrEqual(65_536);
  });

  test.each([
    "{{ ''.__class__ }}",
    '{{ value_json.constructor }}',
    "{{ value_json['__proto__'] }}",
    '{{ value_json.toString }}',
    '{{ value_json.hasOwnProperty }}',
    "{{ value['constructor'] }}",
    '{{ range.constructor }}',
    '{{ constructor }}',
    '{{ __proto__ }}',
    '{{ [].constructor }}',
    '{{ {}.valueOf }}',
    '{{ namespace().__proto__ }}',
  ])('%s is just a missing key', (source) => {
    expect(rendering(source)).toEqual({ ok: true, text: '' });
  });

  test('an own key called __proto__ is data', () => {
    const rendered = rendering("{{ value_json['__proto__'].x }}", '{"__proto__":{"x":1}}');
    expect(rendered).toEqual({ ok: true, text: '1' });
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

const pieces = fc.constantFrom(
  ...'{{ }} {% %} {# #} {%- -%} value value_json .a [0] [1:] | ( ) , = + - * ** / // % ~ == < in not is if else elif endif for endfor set endset macro endmacro call filter raw endraw x y ns namespace() range(9) float int(0) round(1) default("") map("upper") select("eq",1) join(",") regex_findall("(a)|b*") split(",") items() "a" \'b\' 1 2.5 1e3 none true [ ] { } : loop.index defined number now() timedelta(days=1) strftime("%Y") tojson format(1) "%s" "%5.2f" |list |first |sort |sum |abs |length |replace("a","b") |truncate(3) |batch(2) |slice(2) |groupby("a") |pack(">H") |unpack(">H") |base64_decode \n'.split(
    ' ',
  ),
);
const source = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
  fc.array(pieces, { maxLength: 12 }).map((parts) => `{{ ${parts.join(' ')} }}`),
  fc
    .array(pieces, { maxLength: 6 })
    .map((parts) => `{{ value_json ${parts.map((p) => `|${p}`).join('')} }}`),
);

test('any text compiles and renders without throwing, within the limits', () => {
  fc.assert(
    fc.property(source, fc.jsonValue({ maxDepth: 3 }), (text, json) => {
      const payload = JSON.stringify(json);
      const rendered = renderPayload(compile(text), payload, { now, json });
      if (rendered.ok) expect(rendered.text.length).toBeLessThanOrEqual(65_536);
      else expect(rendered.error).not.toBe('');
    }),
    { numRuns: 5_000 },
  );
});

test('any regular expression ends, and agrees with JavaScript where both know the syntax', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '.',
    '[ab]',
    '[^a]',
    '(a)',
    '(?:ab)',
    '(a|b)',
    '(a*)',
    '\\w',
    '\\d',
    '^',
    '$',
    '\\b',
  );
  const part = fc.tuple(atom, fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{1,2}', '{2}'));
  const pattern = fc
    .array(part, { maxLength: 6 })
    .map((parts) => parts.map(([a, q]) => (/^(\^|\$|\\b)$/.test(a) ? a : a + q)).join(''));
  fc.assert(
    fc.property(
      pattern,
      fc.string({ unit: fc.constantFrom('a', 'b', '1', '-'), maxLength: 12 }),
      (find, text) => {
        const rendered = compile(
          '{{ text|regex_findall(find)|length }} {{ text is search(find) }}',
        ).render({ text, find });
        const all = [...text.matchAll(new RegExp(find, 'g'))];
        expect(rendered).toEqual({
          ok: true,
          text: `${all.length} ${all.length > 0 ? 'True' : 'False'}`,
        });
      },
    ),
    { numRuns: 2_000 },
  );
});
