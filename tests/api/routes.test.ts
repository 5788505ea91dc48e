import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PROBLEMS } from '../../lib/api/problem.ts';
import { API_ROOT, allowedMethods, ROUTES } from '../../lib/api/routes.ts';

const folder = path.resolve(import.meta.dirname, '../../app/api/v1');
const fileOf = (route: string) =>
  path.join(folder, route.replaceAll('{', '[').replaceAll('}', ']'), 'route.ts');

test('every call of the table has a handler', () => {
  for (const { path: route, method } of ROUTES) {
    expect(existsSync(fileOf(route)), route).toBe(true);
    expect(readFileSync(fileOf(route), 'utf8')).toContain(`export const ${method} = endpoint(`);
  }
});

test('every handler is in the table, and behind the endpoint that guards it', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('route.ts'),
  );
  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const route = `/${path.dirname(file)}`.replaceAll('[', '{').replaceAll(']', '}');
    for (const [, method] of text.matchAll(/export (?:const|async function|function) (\w+)/g)) {
      expect(
        ROUTES.some((one) => one.path === route && one.method === method),
        `${method} ${route}`,
      ).toBe(true);
    }
    expect(text).not.toMatch(/export (async )?function/);
  }
});

test('what only people and admins may do is not open', () => {
  const open = ROUTES.filter(({ access }) => ['public', 'setup', 'open'].includes(access));
  expect(open.map(({ method, path: route }) => `${method} ${route}`).sort()).toEqual([
    'GET /health',
    'GET /openapi.json',
    'POST /login',
    'POST /logout',
    'POST /setup',
  ]);
});

test('a path tells which methods it takes', () => {
  expect(allowedMethods(`${API_ROOT}/entities`)).toEqual(['GET', 'HEAD', 'OPTIONS']);
  expect(allowedMethods(`${API_ROOT}/entities/light.a`)).toEqual([
    'GET',
    'PATCH',
    'HEAD',
    'OPTIONS',
  ]);
  expect(allowedMethods(`${API_ROOT}/login`)).toEqual(['POST', 'OPTIONS']);
  expect(allowedMethods(`${API_ROOT}/retention/home`)).toEqual(['PUT', 'DELETE', 'OPTIONS']);
  expect(allowedMethods(`${API_ROOT}/retention/preview`)).toEqual(['POST', 'OPTIONS']);
  for (const unknown of [
    '',
    '/',
    '/nope',
    '/entities/',
    '/entities/a/b',
    '/entities/a/history/x',
  ]) {
    expect(allowedMethods(`${API_ROOT}${unknown}`), unknown).toBeNull();
  }
});

test('every problem has a status of its class', () => {
  for (const { status } of Object.values(PROBLEMS)) expect(status).toBeGreaterThanOrEqual(400);
});
