import net from 'node:net';
import type { Env } from './env.ts';

/** True if a page of this Origin may use the address that the request named in its Host header. */
export type OriginCheck = (origin: string | undefined, host: string | undefined) => boolean;

const LOCAL_SUFFIXES = ['.local', '.lan', '.home', '.home.arpa', '.internal', '.localhost'];

/**
 * The rule for every WebSocket upgrade and every request that changes something. An absent Origin is
 * fine: programs send none, and a browser always does. A present one must be in `ALLOWED_ORIGINS`, or
 * name the very host it asks, at our port or at the one it asks. That host must be one which outsiders
 * cannot make resolve to this machine; otherwise a foreign page could reach the home by pointing its own
 * name at a private address (DNS rebinding), and its Origin and Host would agree.
 */
export function createOriginCheck(
  env: Pick<Env, 'ALLOWED_ORIGINS' | 'PORT' | 'hostname'>,
): OriginCheck {
  const allowed = new Set(env.ALLOWED_ORIGINS.map((origin) => parse(origin)?.origin));
  const machine = env.hostname.toLowerCase();

  return (origin, host) => {
    if (origin === undefined) return true;
    const page = parse(origin);
    if (page === null || (page.protocol !== 'http:' && page.protocol !== 'https:')) return false;
    if (allowed.has(page.origin)) return true;
    const asked = host === undefined ? null : parse(`${page.protocol}//${host}`);
    if (asked === null || asked.hostname !== page.hostname) return false;
    if (!isOurs(page.hostname, machine)) return false;
    const port = portOf(page);
    return port === portOf(asked) || (env.PORT !== 0 && port === env.PORT);
  };
}

/** A name or address that only this machine or its own network can give out. */
function isOurs(hostname: string, machine: string): boolean {
  const name = hostname.replace(/\.$/, '');
  if (net.isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true;
  if (name === '') return false;
  return (
    name === machine ||
    !name.includes('.') ||
    LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix))
  );
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
