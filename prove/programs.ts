import { existsSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];

/** The full path of a program, or null. */
export const findProgram = (name: string): string | null =>
  FOLDERS.map((folder) => path.join(folder, name)).find(existsSync) ?? null;

/** What to say where a program is missing. */
export const lacks = (name: string, debian = name): string =>
  `${name} is not installed (Debian: apt-get install ${debian})`;
