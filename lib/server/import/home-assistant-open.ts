import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { SourceError } from './source.ts';

/** A database that is only read, and what puts it away again. */
export type OpenFile = { readonly db: Sqlite.Database; close(): void };

/**
 * Opens Home Assistant's database for reading, also while Home Assistant writes it. Where its folder may
 * not be written, SQLite cannot read what still lies in the write-ahead log; then a copy is read.
 * @throws SourceError if it is none
 */
export function openHomeAssistant(name: string): OpenFile {
  if (!existsSync(name)) throw new SourceError(`${name} cannot be read: there is no such file`);
  try {
    return opened(name);
  } catch (error) {
    if (isNoDatabase(error)) throw new SourceError(`${name} is no SQLite database${hint(name)}`);
    return copied(name, error);
  }
}

function opened(file: string): OpenFile {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, close: () => db.close() };
}

function copied(name: string, reason: unknown): OpenFile {
  const folder = mkdtempSync(path.join(tmpdir(), 'inglenook-import-'));
  const drop = () => rmSync(folder, { recursive: true, force: true });
  try {
    const file = path.join(folder, 'home-assistant.db');
    copyFileSync(name, file);
    if (existsSync(`${name}-wal`)) copyFileSync(`${name}-wal`, `${file}-wal`);
    const own = opened(file);
    return {
      db: own.db,
      close() {
        own.close();
        drop();
      },
    };
  } catch {
    drop();
    throw new SourceError(`${name} cannot be read: ${(reason as Error).message}`);
  }
}

const DUMP =
  /MySQL dump|MariaDB dump|PostgreSQL database dump|^PGDMP|^(?:--|\/\*|SET |CREATE TABLE |INSERT INTO )/i;

/** What a file is that is no database, and what to do with it. */
function hint(name: string): string {
  const head = Buffer.alloc(1_024);
  const file = openSync(name, 'r');
  try {
    const text = head.toString('latin1', 0, readSync(file, head, 0, head.length, 0));
    if (DUMP.test(text))
      return ', but a dump of another database. Only home-assistant_v2.db can be read; from MariaDB, MySQL or PostgreSQL, save the states as CSV and use `import csv`';
    if (text.startsWith('PK') || text.startsWith('\u001f\u008b'))
      return ': it is packed. Unpack it first';
    if (text.slice(257).startsWith('ustar'))
      return ': it is a backup. Unpack it; home-assistant_v2.db is in the part named homeassistant.tar.gz';
    return '';
  } finally {
    closeSync(file);
  }
}

const isNoDatabase = (error: unknown): boolean =>
  ['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(String((error as { code?: unknown }).code));
