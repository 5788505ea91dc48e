import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The folder that holds package.json. */
export const root = path.resolve(import.meta.dirname, '../..');
export const inRoot = (...parts) => path.join(root, ...parts);

/** A digest of the names and contents of files and folders, for "has anything changed?". */
export function digest(entries, skip = () => false) {
  const hash = createHash('sha256').update(process.version);
  const add = (file) => {
    if (!existsSync(file) || skip(path.relative(root, file))) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(path.join(file, name));
    } else {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  };
  for (const entry of entries) add(inRoot(entry));
  return hash.digest('hex');
}

const stampFile = (name) => inRoot('build', 'stamps', name);

/** Whether `name` was last done for this very digest. */
export const isDone = (name, value) =>
  existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === value;

export function markDone(name, value) {
  mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), value);
}

/** One clear line for the person at the terminal, on stderr so that stdout stays for answers. */
export const say = (line) => process.stderr.write(`${line}\n`);
