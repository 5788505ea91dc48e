import net from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Join } from './bridge.ts';

/**
 * Joins a page with the embedded broker, byte by byte and with backpressure both ways. The broker
 * itself asks for the page's credential and ends it when it is revoked.
 */
export function joinEmbedded(port: number): Join {
  return async (page) => {
    const broker = net.connect({ port, host: '127.0.0.1', noDelay: true });
    await pipeline(page, broker, page);
  };
}
