import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, renderPayload, type TemplateVariables } from '@/lib/domain/template/template.ts';

type Case = {
  readonly template: string;
  readonly payload?: string;
  readonly variables?: TemplateVariables;
  readonly result?: string;
  readonly error?: true;
};

const file = new URL('../../fixtures/template-conformance.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Case[] };
const now = Date.parse('2024-01-01T12:00:00Z');

function json(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function render({ template, payload, variables }: Case) {
  const compiled = compile(template);
  return payload === undefined
    ? compiled.render(variables ?? {}, { now })
    : renderPayload(compiled, payload, { now, json: json(payload), variables });
}

describe('templates of real firmwares render as Python Jinja2 renders them', () => {
  test.each(cases.map((one, i) => [i, one.template.slice(0, 80), one] as const))(
    '%i: %s',
    (_, __, one) => {
      const rendered = render(one);
      if (one.error) expect(rendered.ok).toBe(false);
      else expect(rendered).toEqual({ ok: true, text: one.result });
    },
  );
});
