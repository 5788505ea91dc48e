import type { z } from 'zod';
import { Problem, type ProblemCode } from '../../../api/problem.ts';
import type { Route } from '../../../api/route.ts';

export const MAX_BODY_BYTES = 64 * 1024;

/** What a handler gets: everything parsed, nothing raw. */
export type Input<R extends Route> = {
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  readonly body: R['body'] extends z.ZodType | null ? z.output<NonNullable<R['body']>> : never;
};

/** Parses path, query and body by the route's schemas. @throws Problem naming what is wrong. */
export async function readRequest<R extends Route>(
  route: R,
  request: Request,
  params: Readonly<Record<string, string | string[] | undefined>>,
): Promise<Input<R>> {
  return {
    params: parse(route.params, params, 'invalid_parameter'),
    query: parse(route.query, queryRecord(route.query, request.url), 'invalid_parameter'),
    body: route.body
      ? parse(route.body, await readJson(request), 'invalid_body')
      : await refuseBody(request),
  } as Input<R>;
}

function parse(schema: z.ZodType, given: unknown, code: ProblemCode): unknown {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).flatMap((issue) => {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')];
    const detail = isMissing(issue, given) ? 'is missing' : issue.message;
    return names.map((name) => ({ parameter: name || 'body', detail }));
  });
  const detail = errors.map((error) => `${error.parameter}: ${error.detail}`).join('; ');
  throw new Problem(code, { detail, errors });
}

/** True if nothing stands where a value is wanted, of which Zod says that it has the wrong type. */
function isMissing({ code, path }: z.core.$ZodIssue, given: unknown): boolean {
  const found = path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    given,
  );
  return code === 'invalid_type' && found === undefined;
}

/** The query as a record: lists where the schema wants them; a parameter given twice is refused. */
function queryRecord(schema: z.ZodObject, url: string): Record<string, unknown> {
  const query = new URL(url).searchParams;
  const record: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(schema.shape)) {
    const values = query.getAll(name);
    if (values.length === 0) continue;
    if (isList(type)) {
      record[name] = values;
    } else if (values.length > 1) {
      const detail = 'is given more than once';
      throw new Problem('invalid_parameter', {
        detail: `${name} ${detail}`,
        errors: [{ parameter: name, detail }],
      });
    } else {
      record[name] = values[0];
    }
  }
  return record;
}

/** What a schema takes is a list, also where it may be absent or is made into something else. */
function isList(type: z.core.$ZodType): boolean {
  const { def } = (type as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') return isList(def.innerType);
  return def.type === 'pipe' ? isList(def.in) : def.type === 'array';
}

async function readJson(request: Request): Promise<unknown> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Problem('unsupported_media_type');
  const bytes = await readBytes(request);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('invalid_body', { detail: 'The body is not JSON in UTF-8.' });
  }
  if (typeof value === 'object' && value !== null) refuseMagicKeys(value);
  return value;
}

/** Keys that would reach into an object's machinery when a careless line copies them. */
function refuseMagicKeys(value: object): void {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    if (Object.hasOwn(value, key)) {
      throw new Problem('invalid_body', {
        detail: `${key}: is no key`,
        errors: [{ parameter: key, detail: 'is no key' }],
      });
    }
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(brokeOff);
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** Whoever sends has gone in the midst of it; the home has not failed. */
const brokeOff = (): never => {
  throw new Problem('invalid_body', { detail: 'The body broke off.' });
};

const tooLarge = () =>
  new Problem('body_too_large', { detail: `A body may have ${MAX_BODY_BYTES} bytes.` });

/** A call that takes no body lets an empty one, or an empty object, pass. */
async function refuseBody(request: Request): Promise<undefined> {
  if (request.method !== 'GET' && request.method !== 'HEAD') await readBytes(request);
  return undefined;
}
