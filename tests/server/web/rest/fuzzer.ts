import { request } from 'node:http';
import { faults, resolve, type Schema } from './json-schema.ts';

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema: Schema;
};
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
export type Operation = {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
/** As much of an OpenAPI document as is needed to call what it describes. */
export type OpenApi = {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

/** What a fuzzed call sent. */
export type Sent = {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
};

export type Received = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

/** Numbers in [0, 1) that a seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ODD_TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  '-0',
  '1e999',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '..',
  '.',
  '../../etc/passwd',
  '%',
  '%%',
  '%00',
  'a\0b',
  '\r\nX-Injected: 1',
  '\u202e',
  '\ud800',
  '😀'.repeat(40),
  'é',
  'ﷺ',
  "' OR 1=1 --",
  '"><script>alert(1)</script>',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'a'.repeat(3000),
  '9'.repeat(400),
  '2026-02-30T00:00:00Z',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
  '2026-01-01',
  '1970-01-01T00:00:00Z',
  '#',
  '+/#',
  '$SYS/#',
  'homeassistant/+/config',
  '/',
  '\\',
  ';',
  '&',
  '=',
  'light.lamp_1',
  'sensor.warmth_1',
  'available',
  'raw',
  '1y',
  '5m',
  'e30',
  'WzEsMl0',
]; // prettier-ignore
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { a: { b: [1] } },
  { constructor: 1 },
  { toString: null },
  ...ODD_TEXTS,
]; // prettier-ignore

/** Makes calls from the document alone: some as it asks, most of them wrong somewhere. */
export function createFuzzer(document: OpenApi, random: () => number, known: readonly string[]) {
  const root = document.servers[0]?.url ?? '';
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    })),
  );
  const chance = (p: number) => random() < p;
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const oddText = () => (chance(0.2) ? pick(known) : pick(ODD_TEXTS));

  /** A value that fits the schema, as far as the schema says what fits. */
  function valid(given: Schema, depth = 0): unknown {
    const schema = resolve(document, given);
    const options = schema.anyOf ?? schema.oneOf;
    if (options) return valid(pick(options), depth);
    if (schema.enum) return pick(schema.enum);
    const type = typeof schema.type === 'string' ? schema.type : pick(schema.type ?? ['string']);
    switch (type) {
      case 'integer':
      case 'number': {
        const least = schema.minimum ?? 0;
        // Small, for some of them are milliseconds to wait.
        return least + Math.floor(random() * Math.min(40, (schema.maximum ?? 100) - least));
      }
      case 'boolean':
        return chance(0.5);
      case 'null':
        return null;
      case 'array':
        return Array.from({ length: Math.max(schema.minItems ?? 0, 1) }, () =>
          valid(schema.items ?? {}, depth + 1),
        );
      case 'object': {
        const names = Object.keys(schema.properties ?? {});
        const chosen = names.filter((name) => schema.required?.includes(name) || chance(0.5));
        return Object.fromEntries(
          chosen.map((name) => [name, valid(schema.properties?.[name] ?? {}, depth + 1)]),
        );
      }
      default:
        if (schema.format === 'date-time') {
          return new Date(Math.floor(random() * 4e12)).toISOString();
        }
        return schema.format === 'email' ? 'someone@example.org' : pick(known);
    }
  }

  const oddBody = (schema: Schema): string | Buffer => {
    const body = valid(schema);
    if (chance(0.3)) return JSON.stringify(body);
    if (chance(0.6) && typeof body === 'object' && body !== null) {
      const changed: Record<string, unknown> = { ...body };
      const key = chance(0.7) ? pick(Object.keys(changed)) : oddText();
      if (chance(0.2)) delete changed[key];
      else Object.defineProperty(changed, key, { value: pick(ODD_VALUES), enumerable: true });
      return JSON.stringify(changed);
    }
    return pick<string | Buffer>([
      JSON.stringify(pick(ODD_VALUES)) ?? '',
      '',
      '{',
      '\ufeff{}',
      '{"a":1,"a":2}',
      '1e999',
      '{"command":"turn_on","brightness":1e999,"wait":0}',
      '"\\ud800"',
      '['.repeat(20_000),
      Buffer.from([0x7b, 0xff, 0x7d]),
      Buffer.alloc(70_000, 0x20),
      Buffer.alloc(300, 0),
    ]); // prettier-ignore
  };

  const encoded = (value: string): string =>
    chance(0.03) ? pick(['%', '%zz', '%00', '%E0%A4%A', '%2e%2e', '%2f']) : percent(value);

  /** The next call. `logins` are headers to come with. */
  return function next(logins: readonly Readonly<Record<string, string>>[]): Sent {
    const { path, method, operation } = pick(operations);
    const parameters = operation.parameters ?? [];
    const textOf = ({ schema }: Parameter) => (chance(0.6) ? String(valid(schema)) : oddText());
    const query = parameters
      .filter((one) => one.in === 'query' && (one.required || chance(0.4)))
      .flatMap((one) => (chance(0.05) ? [one, one] : [one]))
      .map((one) => `${percent(one.name)}=${encoded(textOf(one))}`);
    if (chance(0.05)) query.push(`${encoded(oddText())}=${encoded(oddText())}`);
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => {
      const one = parameters.find((parameter) => parameter.name === name);
      return encoded(one ? textOf(one) : 'x') || 'x';
    });
    const schema = operation.requestBody?.content['application/json']?.schema;
    const body = schema ? (chance(0.97) ? oddBody(schema) : null) : chance(0.1) ? '{}' : null;
    const type = chance(0.9)
      ? 'application/json'
      : pick([
          'text/plain',
          'application/x-www-form-urlencoded',
          '',
          'application/json; charset=x',
        ]);
    return {
      operation,
      method: chance(0.95) ? method : pick(['GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'HEAD']),
      path: `${root}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`,
      headers: { ...pick(logins), ...(body !== null && { 'content-type': type }), ...oddHeaders() },
      body,
    };
  };

  function oddHeaders(): Record<string, string> {
    if (!chance(0.1)) return {};
    return pick<Record<string, string>>([
      { accept: 'text/html' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { host: 'evil.example' },
      { 'x-forwarded-for': "1.2.3.4, '" },
      { 'x-http-method-override': 'DELETE' },
      { range: 'bytes=0-1' },
      { 'if-none-match': '*' },
      { rsc: '1', 'next-router-state-tree': '%5B%22' },
      { 'next-action': 'abc' },
      { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
      { cookie: 'inglenook.session=%; __Host-inglenook.session=%00' },
      { 'content-encoding': 'gzip' },
      { expect: '100-continue' },
    ]);
  }
}

/** Percent-encodes everything that a URL does not take as it is, lone surrogates included. */
const percent = (value: string): string =>
  [...Buffer.from(value)]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[\w.~-]/.test(letter) ? letter : `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

/** Sends a call as it is, without a client's good manners (fetch would tidy the path). */
export function send(
  port: number,
  { method, path, headers, body }: Omit<Sent, 'operation'>,
): Promise<Received> {
  return new Promise((done, fail) => {
    // Node would send the body of a GET without saying where it ends.
    const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) };
    const whole = { ...headers, ...length };
    const call = request({ host: '127.0.0.1', port, method, path, headers: whole }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    call.setTimeout(20_000, () => call.destroy(new Error(`no answer to ${method} ${path}`)));
    call.on('error', fail);
    call.end(body ?? undefined);
  });
}

const LEAK = /node_modules|\bat \S+ \(|\.ts:\d|\.js:\d|Prisma|SQLITE|\/tmp\/|\/home\//;

/** What of an answer is not as the document promises; empty if all is well. */
export function breaches(document: OpenApi, sent: Sent, { status, headers, text }: Received) {
  const found: string[] = [];
  const item = Object.values(document.paths).find((one) =>
    Object.values(one).includes(sent.operation),
  );
  const own = item?.[sent.method === 'HEAD' ? 'get' : sent.method.toLowerCase()];
  const declared = own?.responses[String(status)];
  if (status >= 500) found.push(`status ${status}`);
  if (own && !declared) found.push(`status ${status} is not declared`);
  if (!own && ![400, 404, 405].includes(status)) found.push(`status ${status} to a wrong method`);
  if (status === 405 && !headers.allow) found.push('405 without Allow');
  if (status === 401 && !headers['www-authenticate']) found.push('401 without WWW-Authenticate');
  if (!String(headers['cache-control']).includes('no-store')) found.push('may be cached');
  if (headers['x-injected']) found.push('a header was injected');
  const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
  if (sent.method === 'HEAD' || status === 204) {
    if (text !== '') found.push('has a body');
    return found;
  }
  if (status >= 400 && LEAK.test(text)) found.push('tells of our insides');
  const types = status >= 400 ? ['application/problem+json'] : Object.keys(declared?.content ?? {});
  if (!types.includes(type)) {
    found.push(`content type ${type}`);
    return found;
  }
  // A file is text.
  if (!type.endsWith('json') || type.endsWith('ndjson')) return found;
  const schema =
    declared?.content?.[type]?.schema ?? ({ $ref: '#/components/schemas/Problem' } as Schema);
  found.push(...faults(document, schema, JSON.parse(text)));
  if (status >= 400 && JSON.parse(text).status !== status) found.push('tells another status');
  return found;
}
