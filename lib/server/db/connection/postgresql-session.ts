import { ConfigurationError } from '../../env.ts';

/** The oldest version its makers still mend. */
const OLDEST = 13;

type Connection = {
  query(sql: string): Promise<{ readonly rows: readonly unknown[] }>;
};

type Settings = {
  readonly version: number;
  readonly encoding: string;
  readonly fsync: string;
  readonly pages: string;
  readonly retry: string;
  readonly commit: string;
  /** Who or what says how commits are made: `configuration file`, `database`, `user`, `client` … */
  readonly source: string;
  readonly database: string;
  readonly role: string;
};

/**
 * Sees to it that a new connection is durable: a commit returns when it is on disk, at least on this
 * server, and stays so whatever the server is told later. Transactions end by our own limits.
 * @throws ConfigurationError saying what to change, where the server promises less
 */
export async function prepareSession(connection: Connection): Promise<void> {
  const { rows } = await connection.query(`
    SELECT current_setting('server_version_num')::int AS version,
           current_setting('server_encoding') AS encoding,
           current_setting('fsync') AS fsync,
           current_setting('full_page_writes') AS pages,
           current_setting('data_sync_retry', true) AS retry,
           s.setting AS commit, s.source, current_database() AS database, current_user AS role
      FROM pg_settings s WHERE s.name = 'synchronous_commit'`);
  refuseWeak(rows[0] as Settings);
  await connection.query(`
    SELECT set_config('synchronous_commit', current_setting('synchronous_commit'), false),
           set_config('TimeZone', 'UTC', false),
           set_config('idle_in_transaction_session_timeout', '0', false)`);
}

function refuseWeak(settings: Settings): void {
  const refuse = (what: string) => {
    throw new ConfigurationError(`Database: ${what}`);
  };
  const { version, encoding } = settings;
  const major = Math.floor(version / 10_000);
  if (major < OLDEST) {
    refuse(`PostgreSQL ${major} is too old (${OLDEST} or newer is needed)`);
  }
  if (encoding !== 'UTF8') {
    refuse(
      `the database's encoding is ${encoding}; make another one with createdb --encoding=UTF8 --template=template0`,
    );
  }
  for (const [name, value, strong, remedy] of [
    ['fsync', settings.fsync, 'on', inFile('fsync', 'on')],
    ['full_page_writes', settings.pages, 'on', inFile('full_page_writes', 'on')],
    ['data_sync_retry', settings.retry, 'off', inFile('data_sync_retry', 'off')],
    ['synchronous_commit', settings.commit, 'on', commitRemedy(settings)],
  ] as const) {
    const weak = strong === 'on' ? 'off' : 'on';
    if (value !== weak) continue;
    refuse(`PostgreSQL runs with ${name}=${weak}, so a power cut loses readings; ${remedy}`);
  }
}

const inFile = (name: string, value: string) =>
  `set ${name} = ${value} in postgresql.conf and ${name === 'data_sync_retry' ? 'restart' : 'reload'} it`;

/** What undoes it where it was set: for the user, for the database, in the URL, or in the server's own file. */
function commitRemedy({ source, database, role }: Settings): string {
  const reset = 'RESET synchronous_commit';
  switch (source) {
    case 'database':
      return `ALTER DATABASE "${database}" ${reset}`;
    case 'user':
      return `ALTER ROLE "${role}" ${reset}`;
    case 'database user':
      return `ALTER ROLE "${role}" IN DATABASE "${database}" ${reset}`;
    case 'client':
      return 'take it out of DATABASE_URL';
    default:
      return inFile('synchronous_commit', 'on');
  }
}
