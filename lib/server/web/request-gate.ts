import type { IncomingMessage, ServerResponse } from 'node:http';
import { PROBLEMS, type ProblemCode, type ProblemDetails, problemBody } from '../../api/problem.ts';
import { allowedMethods } from '../../api/routes.ts';

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
};

/**
 * What every request passes before Next sees it: headers that only a proxy may write are put right,
 * and what the REST API cannot take is answered here.
 * @returns true if the request has been answered
 */
export function requestGate(trustedProxies: readonly string[]) {
  const trusted = new Set(trustedProxies);
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    setForwarded(request, trusted);
    const [pathname = '/', search = ''] = split(request.url ?? '/');
    if (pathname !== '/api' && !pathname.startsWith('/api/')) return false;
    if (!isReadable(pathname) || !isReadable(search)) {
      refuse(request, response, 'invalid_parameter', {
        detail: 'The address has broken percent-encoding or a NUL character.',
      });
      return true;
    }
    return checkMethod(request, response, pathname);
  };
}

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

function isReadable(text: string): boolean {
  try {
    return !decodeURIComponent(text).includes('\0');
  } catch {
    return false;
  }
}

/** Next answers a method that a route lacks with an empty 405; ours says what is allowed. */
function checkMethod(request: IncomingMessage, response: ServerResponse, pathname: string) {
  const allowed = allowedMethods(pathname);
  if (allowed === null) {
    refuse(request, response, 'not_found', { detail: 'The API has no such path.' });
    return true;
  }
  const allow = allowed.join(', ');
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { Allow: allow, 'Cache-Control': 'no-store' }).end();
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
