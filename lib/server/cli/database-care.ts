import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../db/connection/client.ts';
import { databaseFile } from '../db/connection/location.ts';
import { providerOf } from '../db/connection/provider.ts';
import { checkHistory } from '../db/history/chunks/check.ts';
import { roomKeeper } from '../db/room.ts';
import { grouped, progressBar } from './import-progress.ts';

/** Problems that are printed one by one. */
const MOST_LINES = 50;

/** Checks the whole history. @returns the exit code */
export async function check(db: Database): Promise<number> {
  const bar = progressBar(process.stderr);
  const found = await checkHistory(db, (done, size, readings) =>
    bar.show({ done, size, readings }),
  );
  bar.end();
  const { series, chunks, readings, commits, unsealed, aside, flaws } = found;
  console.log(
    `Checked ${grouped(readings)} readings of ${grouped(series)} series: ${grouped(chunks)} chunks, and ${grouped(commits)} commits that are not packed yet.`,
  );
  if (unsealed > 0)
    console.log(
      `${grouped(unsealed)} chunks are of an earlier version and have no checksum; damage to their values may not show.`,
    );
  if (aside > 0)
    console.log(`${grouped(aside)} damaged stretches were found before and are kept aside.`);
  for (const { where, what } of flaws.slice(0, MOST_LINES)) console.log(`WRONG  ${where}: ${what}`);
  if (flaws.length > MOST_LINES) console.log(`… and ${grouped(flaws.length - MOST_LINES)} more`);
  if (flaws.length === 0) {
    console.log('Everything is as it was written.');
    return 0;
  }
  console.log(
    `${grouped(flaws.length)} things are wrong. What is whole stays readable; the rest shows as gaps. Save a copy of the data folder, replace the disk, and bring the missing time in again from a backup or an export (cli import).`,
  );
  return 1;
}

/**
 * Lets SQLite write its copy beside the file, and not to /var/tmp or /tmp, which may be small or in memory. It
 * asks for that once, as it starts: to be called before the database is opened.
 */
export function copyBeside(url: string): void {
  if (providerOf(url) === 'sqlite')
    process.env.SQLITE_TMPDIR = path.dirname(databaseFile({ DATABASE_URL: url }));
}

/** Writes the database anew without what is free in it. @throws Error if the disk has no room for that */
export async function compact(db: Database, url: string): Promise<void> {
  const room = roomKeeper(db);
  if (db.provider === 'sqlite')
    await requireRoom(databaseFile({ DATABASE_URL: url }), await room.size());
  console.log('Writing the database anew …');
  const since = performance.now();
  const { before, after } = await room.compact();
  const seconds = ((performance.now() - since) / 1_000).toFixed(1);
  const freed = megabytes(Math.max(0, before - after));
  console.log(
    `${megabytes(before)} before, ${megabytes(after)} now: ${freed} given back in ${seconds} s.`,
  );
}

/** A copy is written beside the file, and then through its log. */
async function requireRoom(file: string, size: number): Promise<void> {
  const folder = path.dirname(file);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < 2 * size)
    throw new Error(
      `This takes up to ${megabytes(2 * size)} of free room in ${folder}, and there are ${megabytes(bavail * bsize)}`,
    );
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
