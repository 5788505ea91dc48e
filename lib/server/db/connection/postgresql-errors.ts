import { ConfigurationError, UnreachableError } from '../../env.ts';
import { everythingSaid, sqlStates } from './errors.ts';

/** Where a URL leads to, without its password: host:port, user and database. */
function placeOf(url: string) {
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  const host = hostname || searchParams.get('host') || 'localhost';
  return {
    host,
    port: port || searchParams.get('port') || '5432',
    user: decodeURIComponent(username) || searchParams.get('user') || 'the system user',
    database: decodeURIComponent(pathname.slice(1)),
  };
}

/**
 * Whether a server that is starting, stopping or full is behind an error, or none at all: waiting helps.
 */
export function isUnreachable(error: unknown): boolean {
  const states = sqlStates(error);
  if (states.length > 0) return states.some((state) => /^(08|57P|53)/.test(state));
  return /DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENET|EPIPE|ETIMEDOUT|ENOENT|Connection terminated|timeout exceeded/.test(
    everythingSaid(error),
  );
}

/** A failed start in words that say what to do; errors that are ours stay as they are. */
export function postgresqlStartError(url: string, error: unknown): unknown {
  if (error instanceof ConfigurationError) return error;
  const { host, port, user, database } = placeOf(url);
  const server = `PostgreSQL at ${host}:${port}`;
  const said = (words: string) => new ConfigurationError(`Database: ${words}`);
  const states = sqlStates(error);
  const has = (pattern: RegExp) => states.some((state) => pattern.test(state));
  if (has(/^3D000$/)) {
    return said(
      `${server} has no database "${database}"; make it: createdb -h ${host} -p ${port} -O ${user} "${database}"`,
    );
  }
  if (has(/^28/)) {
    return said(`${server} refuses the user "${user}"; check name and password in DATABASE_URL`);
  }
  // The engine that migrates passes on the server's words, without its codes.
  if (has(/^42501$/) || /permission denied for schema/.test(everythingSaid(error))) {
    return said(
      `the user "${user}" may not make tables in "${database}"; let it: ALTER DATABASE "${database}" OWNER TO "${user}"`,
    );
  }
  if (has(/^25006$/)) {
    return said(`${server} is a read-only copy; name the server that is written to`);
  }
  if (isUnreachable(error)) {
    const why = has(/^53/) ? 'has no connection to spare' : 'does not answer';
    return new UnreachableError(
      `Database: ${server} ${why}; is it running, and does DATABASE_URL name it rightly?`,
    );
  }
  if (/TlsConnectionError|SSL/.test(everythingSaid(error))) {
    return said(
      `no encrypted connection to ${server} (${everythingSaid(error)}); see sslmode in DATABASE_URL`,
    );
  }
  return error;
}
