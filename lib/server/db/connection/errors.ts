import { ConfigurationError } from '../../env.ts';

/** Everything the layers between us and the database say about an error, in one text. */
export function everythingSaid(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return String(error);
  const { message, code, kind, originalCode, originalMessage, cause, meta } = error as Record<
    string,
    unknown
  >;
  const own = [message, code, kind, originalCode, originalMessage].filter(Boolean).join(' ');
  const inner = [cause, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError]
    .filter(Boolean)
    .map((part) => everythingSaid(part, depth + 1));
  return [own, ...inner].join(' ');
}

/** Another connection holds the write lock; trying again helps. */
export const isBusy = (error: unknown): boolean =>
  /SocketTimeout|SQLITE_BUSY|SQLITE_LOCKED|database is locked/.test(everythingSaid(error));

/** PostgreSQL's own codes in an error (SQLSTATE), from all layers; none: it is not the server that speaks. */
export function sqlStates(error: unknown, depth = 0): readonly string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { code, originalCode, cause, meta } = error as Record<string, unknown>;
  // Prisma's own codes look alike (P2010), and so do some of the system's (EPIPE).
  const own = [code, originalCode].filter(
    (text): text is string => typeof text === 'string' && /^(?!P\d)(?=.*\d)[0-9A-Z]{5}$/.test(text),
  );
  const inner = [cause, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError];
  return [...own, ...inner.flatMap((part) => sqlStates(part, depth + 1))];
}

/** Of PostgreSQL: the data break a type, a constraint or a limit. All else may pass. */
const REFUSED_STATE = /^(21|22|23|54)/;

/**
 * The disk or the server, not the data, stands in the way: full, failing, damaged, locked, away, or the
 * transaction took too long. The same write may succeed later, so it is kept and tried again.
 */
export function isTransient(error: unknown): boolean {
  const states = sqlStates(error);
  if (states.length > 0) return !states.some((state) => REFUSED_STATE.test(state));
  return (
    isBusy(error) ||
    hasMoved(error) ||
    error instanceof ConfigurationError ||
    /SQLITE_(FULL|IOERR|READONLY|CANTOPEN|NOMEM|CORRUPT|NOTADB)|disk is full|disk I\/O|disk image is malformed|ENOSPC|P2024|P2028|DatabaseNotReachable|ConnectionClosed|Connection terminated|timeout exceeded|ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENET|EPIPE|ETIMEDOUT|not queryable|Database: PostgreSQL/.test(
      everythingSaid(error),
    )
  );
}

/** The home goes on in another database (sql/sqlite.ts): what comes now is stored there. */
const hasMoved = (error: unknown): boolean => /this home has moved/.test(everythingSaid(error));

/** The database refuses this very data; it will never be taken. */
export function isRefusal(error: unknown): boolean {
  const states = sqlStates(error);
  if (states.length > 0) return states.some((state) => REFUSED_STATE.test(state));
  if (hasMoved(error)) return false;
  return /constraint|datatype mismatch|too big|malformed JSON|no series for/i.test(
    everythingSaid(error),
  );
}

const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /SQLITE_NOTADB|SQLITE_CORRUPT|not a database|malformed/,
    'is damaged or is no database; move it away and restore a backup',
  ],
  [
    /SQLITE_READONLY|readonly database|EROFS/,
    'cannot be written; check the permissions of DATA_DIR',
  ],
  [
    /SQLITE_CANTOPEN|EACCES|EPERM|ENOTDIR|EEXIST|ENOENT|directory does not exist|unable to open/,
    'cannot be opened; check that DATA_DIR exists and may be written',
  ],
  [/SQLITE_FULL|ENOSPC|disk is full/, 'cannot be written because the disk is full'],
  [/SQLITE_IOERR|disk I\/O/, 'cannot be read or written; the disk may be failing'],
];

/** A failed start in words that say what to do; errors that are ours stay as they are. */
export function sqliteStartError(file: string, error: unknown): unknown {
  if (error instanceof ConfigurationError) return error;
  const said = everythingSaid(error);
  const advice = ADVICE.find(([pattern]) => pattern.test(said))?.[1];
  return advice === undefined ? error : new ConfigurationError(`Database: ${file} ${advice}`);
}
