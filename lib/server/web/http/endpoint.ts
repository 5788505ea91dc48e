import { Problem } from '../../../api/problem.ts';
import type { Route } from '../../../api/route.ts';
import type { Caller } from '../../auth/doors.ts';
import type { WithCookies } from '../../auth/sign-in.ts';
import { services } from '../services.ts';
import { guard } from './guard.ts';
import { failureResponse } from './problem-response.ts';
import { type Input, readRequest } from './read-request.ts';

/** What a handler may know of the request besides its input. */
export type Call = {
  /** null only where the route's access is `public`, `setup` or `open`. */
  readonly caller: Caller | null;
  readonly request: Request;
  /** The page came over https, perhaps by a proxy. */
  readonly secure: boolean;
};

/** Next gives a path without variables no parameters at all. */
type Params = Record<string, string | string[] | undefined> | undefined;
type Context = { readonly params: Promise<Params> };
type Handler<R extends Route> = (input: Input<R>, call: Call) => Promise<unknown> | unknown;

/**
 * A Next route handler: checks who asks, parses what is asked by the route's schemas, asks
 * `handler`, answers JSON. Every failure is problem+json.
 */
export function endpoint<R extends Route>(route: R, handler: Handler<R>) {
  return async (request: Request, { params }: Context): Promise<Response> => {
    const { log } = services();
    try {
      const { value: caller, setCookies } = await guard(request, route, services());
      const input = await readRequest(route, request, (await params) ?? {});
      const result = await handler(input, { caller, request, secure: isSecure(request) });
      return answer(route.status, result, setCookies);
    } catch (error) {
      return failureResponse(error, log, route.path);
    }
  };
}

/** The signed-in person who calls; for routes whose access is `session`. */
export function sessionOf({ caller }: Call): Extract<Caller, { type: 'session' }> {
  if (caller?.type !== 'session') throw new Problem('not_authenticated');
  return caller;
}

/** A handler's result that also sets cookies. */
export class Reply {
  constructor(
    readonly body: unknown,
    readonly setCookies: readonly string[],
  ) {}
}

/** A handler's result of which one list is JSON already: thousands of entries, each with a comma behind it. */
export class WithList {
  constructor(
    readonly body: object,
    readonly name: string,
    readonly entries: Uint8Array,
  ) {}
}

/** A handler's result that is a file, made while it is sent. */
export class Download {
  constructor(readonly file: FileOut) {}
}

/** A file of unknown length, piece by piece; asked for no faster than the client takes it. */
export type FileOut = {
  readonly contentType: string;
  /** As it is saved; plain letters only. */
  readonly fileName: string;
  /** Its `return` is called when the client has gone. */
  readonly pieces: AsyncGenerator<Uint8Array<ArrayBuffer>, void>;
};

/** The reply to a visit to the doors: what the page may know, and the cookies. */
export const replyWithCookies = <T>(visit: WithCookies<T>, body: unknown): Reply =>
  new Reply(body, visit.setCookies);

function answer(status: number, result: unknown, refreshed: readonly string[]): Response {
  const { body, setCookies } = result instanceof Reply ? result : new Reply(result, refreshed);
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  for (const cookie of setCookies) headers.append('Set-Cookie', cookie);
  if (status === 204) return new Response(null, { status, headers });
  if (body instanceof Download) return download(body.file, status, headers);
  headers.set('Content-Type', 'application/json');
  const json = body instanceof WithList ? written(body) : JSON.stringify(body);
  return new Response(json, { status, headers });
}

/** As JSON.stringify would write it, with the list behind all else. */
function written({ body, name, entries }: WithList): Uint8Array<ArrayBuffer> {
  const rest = JSON.stringify(body).slice(0, -1);
  const begin = Buffer.from(`${rest}${rest === '{' ? '' : ','}${JSON.stringify(name)}:[`);
  return Buffer.concat([begin, entries.subarray(0, -1), Buffer.from(']}')]);
}

function download({ contentType, fileName, pieces }: FileOut, status: number, headers: Headers) {
  headers.set('Content-Type', contentType);
  headers.set('Content-Disposition', `attachment; filename="${fileName}"`);
  // Compressing takes ten times as long as making it, and a home's network is faster than that.
  headers.set('Cache-Control', 'no-store, no-transform');
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return();
      },
    },
    // Nothing is made before it is wanted: a HEAD request wants nothing.
    { highWaterMark: 0 },
  );
  return new Response(body, { status, headers });
}

function isSecure({ headers }: Request): boolean {
  return (
    headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ||
    (headers.get('origin') ?? '').startsWith('https://')
  );
}
