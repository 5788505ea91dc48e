import { createServer } from 'node:net';

/**
 * Below the ports that the system gives to outgoing connections, which could take a port between its
 * choice and its use; and from another place in each process, so that tests beside one another do not
 * choose the same.
 */
const FIRST = 10_000;
const COUNT = 20_000;
let next = (process.pid * 389) % COUNT;

/** `count` TCP ports that are free right now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  while (found.length < count) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) found.push(port);
  }
  return found;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
