import { describe, expect, test } from 'vitest';
import { openapiDocument } from '../../lib/api/openapi.ts';
import { ROUTES } from '../../lib/api/routes.ts';

const document = JSON.parse(JSON.stringify(openapiDocument('1.2.3')));
type Operation = {
  operationId: string;
  parameters?: {
    name: string;
    in: string;
    description?: string;
    required?: boolean;
    schema: { type?: string };
  }[];
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
  security: Record<string, string[]>[];
};
const operations: [string, Operation][] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Operation>).map(
    ([method, operation]): [string, Operation] => [`${method.toUpperCase()} ${path}`, operation],
  ),
);

describe('the OpenAPI document', () => {
  test('is of version 3.1 and names the product’s', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info.version).toBe('1.2.3');
  });

  test('describes every call once', () => {
    expect(operations.map(([name]) => name).sort()).toEqual(
      ROUTES.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('declares each variable of a path', () => {
    for (const [name, { parameters = [] }] of operations) {
      const variables = [...name.matchAll(/\{(\w+)\}/g)].map(([, variable]) => variable);
      const declared = parameters.filter((parameter) => parameter.in === 'path');
      expect(declared.map((parameter) => parameter.name).sort()).toEqual(variables.sort());
      for (const parameter of declared) expect(parameter.required).toBe(true);
    }
  });

  test('says of every parameter what it is for', () => {
    for (const [name, { parameters = [] }] of operations) {
      for (const one of parameters) expect(one.description, `${name} ${one.name}`).toBeTruthy();
    }
  });

  test('gives every parameter a type that fits on a query string', () => {
    for (const [name, { parameters = [] }] of operations) {
      for (const parameter of parameters) {
        expect(['string', 'integer', 'array'], `${name} ${parameter.name}`).toContain(
          parameter.schema.type,
        );
      }
    }
  });

  test('tells of problems as problem+json, and of 401 wherever somebody must be known', () => {
    for (const [name, { responses, security }] of operations) {
      for (const [status, { content }] of Object.entries(responses)) {
        if (Number(status) >= 400) expect(content).toHaveProperty('application/problem+json');
      }
      expect(responses['405'], name).toBeDefined();
      if (security.length > 0) expect(responses['401'], name).toBeDefined();
    }
  });

  test('refers only to what it contains', () => {
    for (const [, name] of JSON.stringify(document).matchAll(
      /"#\/components\/schemas\/([^"]+)"/g,
    )) {
      expect(document.components.schemas).toHaveProperty(name!);
    }
  });
});
