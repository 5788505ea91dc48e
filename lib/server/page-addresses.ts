import { networkInterfaces } from 'node:os';
import type { Env } from './env.ts';

/**
 * Where a browser finds the page: `here` on this machine, `network` (IPv4) from the rest of the home,
 * empty if HOST lets only one address in.
 */
export function pageAddresses({ HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): {
  readonly here: string;
  readonly network: readonly string[];
} {
  const open = HOST === '0.0.0.0' || HOST === '::';
  const at = (host: string) => `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
  const network = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => at(address));
  return { here: at(open ? 'localhost' : HOST), network: open ? network : [] };
}
