import { type NextRequest, NextResponse } from 'next/server';

/**
 * Gives each page a nonce, so that only scripts of ours run, whatever a device calls itself. Access
 * is not decided here: every page and handler asks for itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts from this header of the request.
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

const contentSecurityPolicy = (nonce: string): string =>
  [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // Charts and sliders place things by style attributes, which no nonce can cover.
    `style-src 'self' 'unsafe-inline'`,
    // A camera's frames come over MQTT and are shown out of the page's own memory.
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    // The broker's WebSocket listener is another port, and may be another host.
    `connect-src 'self' ws: wss:`,
    // MQTT.js keeps its timers in a worker made of a blob.
    `worker-src 'self' blob:`,
    `manifest-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');

export const config = {
  matcher: [
    // Pages alone: no API, no files.
    '/((?!api/|mdi/|_next/static/|icons/|favicon.ico$|manifest.webmanifest$|sw.js$).*)',
  ],
};
