import { createServer, type IncomingMessage, Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import next from 'next';
import { ConfigurationError, type Env } from '../../env.ts';
import type { Running } from '../../role.ts';
import { requestGate } from './request-gate.ts';
import { unreadableRequests } from './unreadable-request.ts';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Requests under way get this long to end when the role stops. */
const GRACE_MS = 3_000;
/** Whoever sends a request byte by byte holds a connection no longer than this. */
const CONNECTIONS = {
  // Longer than proxies keep an idle one (60 s): who closes first must not be asked at that very moment.
  keepAliveTimeout: 75_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  // An export may name 500 entities, and all of them stand in its address.
  maxHeaderSize: 64 * 1024,
} as const;

/**
 * Next in production mode behind an HTTP server of our own, whose upgrades are ours alone.
 * @throws ConfigurationError if the pages are not built or the port cannot be had
 */
export async function pageServer(
  env: Pick<Env, 'HOST' | 'PORT' | 'TRUSTED_PROXIES'>,
  upgrade: Upgrade,
): Promise<Running> {
  const app = next({
    dev: false,
    dir: process.cwd(),
    hostname: env.HOST,
    port: env.PORT,
    quiet: true,
    // Next would listen for upgrades at the server it is given; this one never hears any.
    httpServer: new Server(),
  });
  await prepare(app);
  const handle = app.getRequestHandler();
  const gate = requestGate(env.TRUSTED_PROXIES);
  const unreadable = unreadableRequests();
  const server = createServer(CONNECTIONS, (request: IncomingMessage, response: ServerResponse) => {
    unreadable.heard(request, response);
    if (!gate(request, response)) void handle(request, response);
  });
  server.on('clientError', unreadable.refuse);
  server.on('upgrade', upgrade);
  await listen(server, env);
  return {
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(force);
      await app.close();
    },
  };
}

async function prepare(app: ReturnType<typeof next>): Promise<void> {
  try {
    await app.prepare();
  } catch (error) {
    if (error instanceof Error && error.message.includes('production build')) {
      throw new ConfigurationError('The pages are not built yet: run npm start, or npx next build');
    }
    throw error;
  }
}

function listen(server: Server, { HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, HOST, PORT)));
    server.listen(PORT, HOST, () => resolve());
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigurationError(
        `Port ${port} is in use by another program; set PORT to another`,
      );
    case 'EACCES':
      return new ConfigurationError(`Port ${port} may not be used; set PORT to one above 1023`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigurationError(`HOST ${host} is no address of this machine`);
    default:
      return error;
  }
}
