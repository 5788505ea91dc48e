import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
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
    if (isNoDatabase(error)) throw new SourceError(`${name} is no SQLite database`);
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

const isNoDatabase = (error: unknown): boolean =>
  ['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(String((error as { code?: unknown }).code));
