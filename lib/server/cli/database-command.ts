import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '../db/connection/client.ts';
import { databaseFile } from '../db/connection/location.ts';
import { providerOf } from '../db/connection/provider.ts';
import { copyHome, OtherHomeError, reopenHome } from '../db/copy/copy-home.ts';
import { readEnv } from '../env.ts';
import { runCommand, UsageError } from './arguments.ts';
import { check, compact, copyBeside } from './database-care.ts';

export const DATABASE_HELP = `Usage:
  database copy --from URL --to URL [--replace]
      Copies the whole home from one database to another, SQLite or PostgreSQL, while it goes on:
      history, devices, names, tokens, people. URLs are as in DATABASE_URL:
      file:/path/to/inglenook.db or postgresql://user:password@host:5432/database.
      --replace overwrites a target that another home uses.
  database reopen --at URL
      Lets a database that was left be written again.
  database check [--at URL]
      Reads the whole history and says what it checked and what is wrong: checksums, counts, order,
      lowest and highest values, overlaps, texts. Changes nothing; the home may go on. Exit code 1 if
      anything is wrong.
  database compact [--at URL]
      Writes the database anew without the room that is free inside it, and says how much that gave
      back. Best with Inglenook stopped; if it runs, its recorder waits and nothing is lost.
      Needs twice as much free disk as the database takes.
  Without --at, the database of this home's configuration.

Moving: run \`database copy\` while Inglenook runs, then restart Inglenook with DATABASE_URL set to
the new database. At the end of the copy the old database is closed: its recorder stores nothing
more, and names, corrections, tokens and settings cannot be changed there. What arrives from then
until the restart waits in the broker (in its journal, or in the recorder's session at a broker of
your own); the copied cursor says where to go on, so nothing is lost and nothing is stored twice.
If you change your mind before the restart, \`database reopen\` lets the old one go on, just as
exactly. Copying that was broken off goes on where it was, when it is run again.`;

/**
 * `database copy|reopen|check|compact`.
 * @param args what follows `database` on the command line
 * @returns the exit code
 */
export async function databaseCommand(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(DATABASE_HELP);
    return 0;
  }
  let code = 0;
  const failed = await runCommand(DATABASE_HELP, async () => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        at: { type: 'string' },
        replace: { type: 'boolean', default: false },
      },
    });
    const [verb, ...more] = positionals;
    if (more.length > 0) throw new UsageError(`What is ${JSON.stringify(more[0])}?`);
    if (verb === 'copy') {
      const [from, to] = [address('--from', values.from), address('--to', values.to)];
      if (sameDatabase(from, to)) throw new UsageError('--from and --to are the same database');
      await copy(from, to, values.replace);
    } else if (verb === 'reopen') {
      await reopen(address('--at', values.at));
    } else if (verb === 'check') {
      code = await withDatabase(ownAddress(values.at), check);
    } else if (verb === 'compact') {
      const url = ownAddress(values.at);
      copyBeside(url);
      await withDatabase(url, compact);
    } else {
      const verbs = 'copy, reopen, check and compact';
      throw new UsageError(`database knows ${verbs}, not ${JSON.stringify(verb)}`);
    }
  });
  return failed || code;
}

/** A URL that the configuration would take. @throws UsageError */
function address(option: string, text: string | undefined): string {
  if (text === undefined) throw new UsageError(`${option} is missing`);
  try {
    return readEnv({ ...process.env, DATABASE_URL: text }).DATABASE_URL;
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message.replace(/^Configuration: /, '')}`);
  }
}

/** The one that is named, or that of this home. @throws UsageError */
const ownAddress = (text: string | undefined): string =>
  text === undefined ? readEnv(process.env).DATABASE_URL : address('--at', text);

async function withDatabase<T>(url: string, work: (db: Database, url: string) => Promise<T>) {
  const db = await existing(url);
  try {
    return await work(db, url);
  } finally {
    await db.close();
  }
}

function sameDatabase(a: string, b: string): boolean {
  if (providerOf(a) !== providerOf(b)) return false;
  if (providerOf(a) === 'sqlite') {
    return databaseFile({ DATABASE_URL: a }) === databaseFile({ DATABASE_URL: b });
  }
  const [one, two] = [new URL(a), new URL(b)];
  return one.host === two.host && one.pathname === two.pathname;
}

/** An existing home. @throws Error where there is none, for opening would make one */
async function existing(url: string): Promise<Database> {
  const file = databaseFile({ DATABASE_URL: url });
  if (providerOf(url) === 'sqlite' && !existsSync(file)) {
    throw new Error(`There is no database at ${file}`);
  }
  return openDatabase({ DATABASE_URL: url });
}

async function copy(fromUrl: string, toUrl: string, replace: boolean): Promise<void> {
  const from = await existing(fromUrl);
  try {
    const to = await openDatabase({ DATABASE_URL: toUrl });
    try {
      await copyBetween(from, to, toUrl, replace);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function copyBetween(from: Database, to: Database, toUrl: string, replace: boolean) {
  const shown = withoutPassword(toUrl);
  const bar = progressBar();
  try {
    const { rows } = await copyHome(from, to, {
      replace,
      farewell: `this home has moved to ${shown}; restart with DATABASE_URL set to it, or let this one go on: cli database reopen`,
      progress: bar.show,
    });
    bar.end();
    const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
    console.log(`${total} rows in ${rows.size} tables are the same in both databases.`);
    const secret = shown === toUrl ? '' : ' (with its password)';
    console.log(`Now restart Inglenook with DATABASE_URL=${shown}${secret}.`);
    console.log('Until then nothing more is stored or changed; what arrives waits in the broker.');
  } catch (error) {
    bar.end();
    if (!(error instanceof OtherHomeError)) throw error;
    throw new Error(
      `${shown} belongs to another home: ${error.message}. To overwrite it, add --replace`,
    );
  }
}

const reopen = (url: string): Promise<void> =>
  withDatabase(url, async (db) => {
    console.log(
      (await reopenHome(db))
        ? 'The database is written again from now on.'
        : 'The database was not closed; nothing to do.',
    );
  });

function withoutPassword(url: string): string {
  if (providerOf(url) === 'sqlite') return url;
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}

const SHOW_MS = 200;

/** One line that is written over, on a terminal; elsewhere nothing. */
function progressBar() {
  let shownAt = -Infinity;
  return {
    show(step: string, rows: number, of: number): void {
      if (!process.stderr.isTTY || performance.now() - shownAt < SHOW_MS) return;
      shownAt = performance.now();
      const share = of === 0 ? 1 : rows / of;
      const bar = '#'.repeat(Math.round(share * 30)).padEnd(30, '.');
      process.stderr.write(
        `\r[${bar}] ${Math.floor(share * 100)} %  ${step}: ${rows} rows \u001b[K`,
      );
    },
    end(): void {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    },
  };
}
