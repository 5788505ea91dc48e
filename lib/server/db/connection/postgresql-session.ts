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
  readonly commit: string;
};

/**
 * Makes a new connection durable: a commit returns when it is on disk, at least on this server, whatever
 * the server's own setting; what was set is read back. Transactions end by our own limits. The rest cannot be set from here and is refused
 * where it is weaker than promised.
 * @throws ConfigurationError saying what to change
 */
export async function prepareSession(connection: Connection): Promise<void> {
  const { rows } = await connection.query(`
    SELECT current_setting('server_version_num')::int AS version,
           current_setting('server_encoding') AS encoding,
           current_setting('fsync') AS fsync,
           current_setting('full_page_writes') AS pages,
           set_config('synchronous_commit', CASE current_setting('synchronous_commit')
             WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false) AS asked,
           set_config('TimeZone', 'UTC', false) AS zone,
           set_config('idle_in_transaction_session_timeout', '0', false) AS patience`);
  const again = await connection.query(`SELECT current_setting('synchronous_commit') AS commit`);
  refuseWeak({ ...(rows[0] as object), ...(again.rows[0] as object) } as Settings);
}

function refuseWeak({ version, encoding, fsync, pages, commit }: Settings): void {
  const refuse = (what: string) => {
    throw new ConfigurationError(`Database: ${what}`);
  };
  const major = Math.floor(version / 10_000);
  if (major < OLDEST) {
    refuse(`PostgreSQL ${major} is too old (${OLDEST} or newer is needed)`);
  }
  if (encoding !== 'UTF8') {
    refuse(
      `the database's encoding is ${encoding}; make another one with createdb --encoding=UTF8 --template=template0`,
    );
  }
  for (const [name, value] of [
    ['fsync', fsync],
    ['full_page_writes', pages],
    ['synchronous_commit', commit],
  ]) {
    if (value !== 'off') continue;
    refuse(
      `PostgreSQL runs with ${name}=off, so a power cut loses readings; set ${name} = on in postgresql.conf and reload it`,
    );
  }
}
