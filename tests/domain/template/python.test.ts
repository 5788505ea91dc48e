import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromJson } from '@/lib/domain/template/json.ts';
import { compile, type TemplateVariables } from '@/lib/domain/template/template.ts';

type Case = { readonly template: string; readonly result?: string; readonly error?: true };

const file = new URL('../../fixtures/template-python.json', import.meta.url);
const { variables, cases } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly variables: string;
  readonly cases: readonly Case[];
};

describe('templates render as Python Jinja2 renders them', () => {
  test.each(cases.map((one) => [one.template, one] as const))(
    '%s',
    (_, { template, result, error }) => {
      const rendered = compile(template).render(fromJson(variables) as TemplateVariables, {
        now: 0,
      });
      if (error) expect(rendered.ok).toBe(false);
      else expect(rendered).toEqual({ ok: true, text: result });
    },
  );
});

const now = Date.parse('2024-03-05T14:07:09.250Z');
const context = { now, offsetMinutes: () => 60 };

describe('what Home Assistant adds', () => {
  test.each([
    ['{{ now() }}', '2024-03-05 15:07:09.250000+01:00'],
    ['{{ utcnow().isoformat() }}', '2024-03-05T14:07:09.250000+00:00'],
    ["{{ now().strftime('%d.%m.%Y %H:%M %a %j') }}", '05.03.2024 15:07 Tue 065'],
    ['{{ (now() - timedelta(hours=2, minutes=7)).hour }}', '13'],
    ['{{ as_timestamp(now()) | int }}', '1709647629'],
    ["{{ 0 | timestamp_custom('%Y-%m-%d %H:%M') }}", '1970-01-01 01:00'],
    ["{{ 0 | timestamp_custom('%H:%M', false) }}", '00:00'],
    ["{{ '2024-01-01T00:00:00Z' | as_datetime | timestamp_local }}", '2024-01-01T01:00:00+01:00'],
    ['{{ timedelta(days=1, seconds=5) }}', '1 day, 0:00:05'],
    ["{{ strptime('3/4/2024', '%d/%m/%Y').month }}", '4'],
    ["{{ states('sensor.x') }}", 'unknown'],
    ["{{ 'x' | float(0) }} {{ 'x' | int('n') }} {{ '12.7' | int }}", '0 n 12'],
    [
      "{{ 5.5 | round(0) }} {{ 5.26 | round(1, 'ceil') }} {{ 5.2 | round(1, 'half') }} {{ 'x' | round(1, default=3) }}",
      '6 5.3 5.0 3',
    ],
    ["{{ '3' | multiply(2) }} {{ 3 | multiply(2) }} {{ 3 | add(0.5) }}", '6.0 6 3.5'],
    [
      "{{ 'a1b22' | regex_findall('[0-9]+') }} {{ 'a1b22' | regex_findall_index('[0-9]+', 1) }}",
      "['1', '22'] 22",
    ],
    ["{{ 'John Doe' | regex_replace('(?P<a>\\\\w+) (\\\\w+)', '\\\\2 \\\\g<a>') }}", 'Doe John'],
    ["{{ 'ABC' | regex_match('abc', true) }} {{ 'xabc' | regex_match('abc') }}", 'True False'],
    ["{{ 'ABC' is match('abc', true) }} {{ 'über' is search('^\\\\w+$') }}", 'True True'],
    ["{{ 'aGVsbG8=' | base64_decode }} {{ 'hello' | base64_encode }}", 'hello aGVsbG8='],
    ["{{ 'Küche 1' | slugify }} {{ 3 | ordinal }} {{ 12 | ordinal }}", 'kuche_1 3rd 12th'],
    ["{{ 258 | pack('>H') | unpack('<H') }}", '513'],
    ["{{ '[1, 2.0]' | from_json }}", '[1, 2.0]'],
    ['{{ [1, 2, 4] | average }} {{ max(1, 5, 3) }} {{ min([4, 2]) }}', '2.3333333333333335 5 2'],
    [
      "{{ 'on' | bool }} {{ 'x' | bool(false) }} {{ [1, 2] is contains(2) }} {{ 'abc' | contains('b') }}",
      'True False True True',
    ],
    ["{{ iif(none, 1, 2, 3) }} {{ is_number('x') }} {{ is_number('1e3') }}", '3 False True'],
    ["{{ zip([1, 2], ['a', 'b']) | list }}", "[(1, 'a'), (2, 'b')]"],
    ["{{ {'b': 1, 'a': 2} | to_json(sort_keys=true) }}", '{"a":2,"b":1}'],
    ['{{ bitwise_and(6, 3) }}', '2'],
  ])('%s', (template, text) => {
    expect(compile(template).render({}, context)).toEqual({ ok: true, text });
  });
});

test('a name that holds None is not a missing name', () => {
  const { render } = compile('{{ code }} {{ code is defined }} {{ max is none }}');
  expect(render({ code: null, max: null })).toEqual({ ok: true, text: 'None True True' });
  expect(compile("{{ code | default('') }}|{{ code or '-' }}").render({ code: null })).toEqual({
    ok: true,
    text: 'None|-',
  });
});
