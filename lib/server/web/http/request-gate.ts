import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  PROBLEMS,
  type ProblemCode,
  type ProblemDetails,
  problemBody,
} from '../../../api/problem.ts';
import { allowedMethods } from '../../../api/routes.ts';

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  // Pages get a policy of their own by proxy.ts; this is for all else, and for its failures.
  'Content-Security-Policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
};

/** With these Next talks to its own pages; on a call of the API they make it redirect or guess. */
const PAGE_HEADERS = /^(?:rsc$|next-|x-nextjs-|x-middleware-|x-invoke-)/;

/**
 * What every request passes before Next sees it: headers that only a proxy may write are put right,
 * and what neither the REST API nor a page can take is answered here.
 * @returns true if the request has been answered
 */
export function requestGate(trustedProxies: readonly string[]) {
  const trusted = new Set(trustedProxies);
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const isLocal = isFromHere(request);
    setForwarded(request, trusted);
    request.url = withoutAuthority(request.url ?? '/');
    const [pathname, search] = split(request.url);
    const isApi = pathname === '/api' || pathname.startsWith('/api/');
    if (!isReadable(pathname) || (isApi && !isReadable(search))) {
      refuse(request, response, 'invalid_parameter', {
        detail: 'The address has broken percent-encoding or a NUL character.',
      });
      return true;
    }
    if (isApi) {
      for (const name of Object.keys(request.headers)) {
        if (PAGE_HEADERS.test(name)) delete request.headers[name];
      }
      // On the way to oneself compressing takes longer than it saves.
      if (isLocal) delete request.headers['accept-encoding'];
    }
    const allowed = hasDots(pathname)
      ? null
      : isApi
        ? allowedMethods(pathname)
        : pageMethods(pathname);
    return checkMethod(request, response, allowed);
  };
}

/** True if a program on this machine asks, and no proxy for somebody else. */
const isFromHere = ({ socket, headers }: IncomingMessage): boolean =>
  /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '') &&
  headers['x-forwarded-for'] === undefined &&
  headers['forwarded'] === undefined &&
  headers['via'] === undefined;

/** The path of a request that names the whole address, as one to a proxy does [RFC 9112, 3.2.2]. */
const withoutAuthority = (url: string): string =>
  url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');

/**
 * Pages and files are only looked at: they hold no form that posts and no server action. Of Next's own
 * addresses only the built files are in use; the image service and the error pages are not.
 */
const pageMethods = (pathname: string): readonly string[] | null =>
  pathname.startsWith('/_') && !pathname.startsWith('/_next/static/')
    ? null
    : ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whoever connects may claim anything in these headers; only a trusted proxy is believed. Handlers
 * read the client's address from X-Forwarded-For.
 */
function setForwarded(request: IncomingMessage, trusted: ReadonlySet<string>): void {
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const { headers } = request;
  const claimed = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  // The nearest address that is not a proxy of ours.
  const client = trusted.has(peer) ? claimed.findLast((address) => !trusted.has(address)) : peer;
  headers['x-forwarded-for'] = (client ?? peer).slice(0, 64);
  headers['x-forwarded-proto'] = headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
  delete headers['x-forwarded-host'];
}

function split(url: string): [string, string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

/** Next would resolve such a path, encoded or not, and serve another than the one asked for. */
const hasDots = (pathname: string): boolean =>
  pathname.split(/[/\\]/).some((level) => /^(?:\.|%2e){1,2}$/i.test(level));

function isReadable(text: string): boolean {
  try {
    return !decodeURIComponent(text).includes('\0');
  } catch {
    return false;
  }
}

/** Next answers a method that a route lacks with an empty 405; ours says what is allowed. */
function checkMethod(
  request: IncomingMessage,
  response: ServerResponse,
  allowed: readonly string[] | null,
): boolean {
  if (allowed === null) {
    refuse(request, response, 'not_found', { detail: 'There is no such path.' });
    return true;
  }
  const allow = allowed.join(', ');
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { Allow: allow, 'Cache-Control': 'no-store' }).end();
    request.resume();
    return true;
  }
  if (allowed.includes(request.method ?? '')) return false;
  refuse(request, response, 'method_not_allowed', {
    detail: `Use ${allow}.`,
    headers: { Allow: allow },
  });
  return true;
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  code: ProblemCode,
  details: ProblemDetails,
): void {
  const body = JSON.stringify(problemBody(code, details));
  response.writeHead(PROBLEMS[code].status, {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...details.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  request.resume();
}
