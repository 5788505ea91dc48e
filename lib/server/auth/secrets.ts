import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A random secret as URL-safe text; 32 bytes are 256 bits. It never begins like an option of a command (`-`). */
export function randomSecret(bytes = 32): string {
  for (;;) {
    const secret = randomBytes(bytes).toString('base64url');
    if (!secret.startsWith('-')) return secret;
  }
}

/**
 * SHA-256 in hexadecimal. Enough for secrets that are random bits (tokens, generated passwords);
 * passwords that people choose go through argon2id.
 */
export const sha256 = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex');

/** A secret that can be told again from a key and a name, and guessed from neither alone. */
export const derivedSecret = (key: string, name: string): string =>
  createHmac('sha256', key).update(name).digest('base64url');

/** Compares two texts without telling by its duration where they differ. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(sha256(a)), Buffer.from(sha256(b))];
  return timingSafeEqual(left, right);
}

/**
 * A random key that lives in `DATA_DIR/keys/<name>`, made on first use and readable by its owner
 * alone. Two processes that ask at the same time get the same key.
 */
export async function keyFile(dataDir: string, name: string): Promise<string> {
  const folder = path.join(dataDir, 'keys');
  const file = path.join(folder, name);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = await readKey(file);
  if (known) return known;
  // A hard link never shows half a file and fails if another process was first.
  const draft = `${file}.${process.pid}.${randomSecret(6)}`;
  await writeFile(draft, `${randomSecret()}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readKey(file);
  if (!made) throw new Error(`${file} is empty; remove it to have a new key made`);
  return made;
}

async function readKey(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
