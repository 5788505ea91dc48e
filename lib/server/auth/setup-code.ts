import { randomInt } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomSecret, sameText, sha256 } from './secrets.ts';

/** No letters that look like digits: people type the code from a console. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const GROUPS = 2;
const GROUP_LENGTH = 5;

/** The code that lets the first person take a new home. Only its hash is kept. */
export function setupCode(dataDir: string) {
  const file = path.join(dataDir, 'keys', 'setup-code');
  return {
    /** Makes a new code, which replaces the one before. */
    async renew(): Promise<string> {
      const code = Array.from({ length: GROUPS }, group).join('-');
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const draft = `${file}.${randomSecret(6)}`;
      await writeFile(draft, `${sha256(bare(code))}\n`, { mode: 0o600 });
      await rename(draft, file);
      return code;
    },

    /** Whether this is the code; case, spaces and dashes do not matter. */
    async matches(code: string): Promise<boolean> {
      const stored = await readFile(file, 'utf8').catch(() => null);
      return stored !== null && sameText(stored.trim(), sha256(bare(code)));
    },

    /** The home has an owner; no code opens it again. */
    async discard(): Promise<void> {
      await rm(file, { force: true });
    },
  };
}

export type SetupCode = ReturnType<typeof setupCode>;

const group = (): string =>
  Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

const bare = (code: string): string => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
