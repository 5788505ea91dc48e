import { expect } from 'vitest';
import { openapiDocument } from '../../../lib/api/openapi.ts';
import { PROBLEMS, problemSchema } from '../../../lib/api/problem.ts';
import { ROUTES } from '../../../lib/api/routes.ts';
import { OWNER } from '../../support/roles.ts';

const document = JSON.parse(JSON.stringify(openapiDocument('0')));

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
};

type Asking = {
  readonly method?: string;
  readonly token?: string;
  readonly cookie?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: BodyInit;
  readonly headers?: Record<string, string>;
};

/** Asks the REST API and holds the answer against the OpenAPI document and the schemas behind it. */
export async function ask(url: string, path: string, asking: Asking = {}): Promise<Answer> {
  const { token, cookie, body, raw, method = body || raw ? 'POST' : 'GET' } = asking;
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie }),
      ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
      ...asking.headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(raw !== undefined && { body: raw }),
  });
  const text = await response.text();
  const isJson = /[/+]json$/.test(mediaType(response.headers));
  const content = text === '' ? null : isJson ? JSON.parse(text) : text;
  const answer = { status: response.status, headers: response.headers, body: content };
  conform(method, path.split('?')[0] ?? '', answer);
  return answer;
}

const mediaType = (headers: Headers): string =>
  headers.get('content-type')?.replace(/;.*/, '') ?? '';

function conform(method: string, path: string, { status, headers, body }: Answer): void {
  const levels = path.split('/');
  const route = ROUTES.find((one) => {
    const own = one.path.split('/');
    return (
      one.method === method &&
      own.length === levels.length &&
      own.every((level, i) => level.startsWith('{') || level === levels[i])
    );
  });
  if (status >= 400) {
    expect(headers.get('content-type')).toBe('application/problem+json');
    const problem = problemSchema.parse(body);
    expect(problem.status).toBe(status);
    expect(PROBLEMS[problem.code].status).toBe(status);
  }
  if (!route) {
    expect([404, 405]).toContain(status);
    return;
  }
  const declared = document.paths[route.path][method.toLowerCase()].responses;
  expect(Object.keys(declared), `${method} ${path}`).toContain(String(status));
  if (status >= 400) return;
  expect(status).toBe(route.status);
  if (route.files) expect(route.files).toContain(mediaType(headers));
  else if (route.answer) route.answer.parse(body);
  else expect(body).toBeNull();
}

/** The cookie of a new session of the owner. */
export async function signIn(url: string): Promise<string> {
  const answer = await ask(url, '/login', { body: OWNER });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}
