import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigurationError } from '../env.ts';
import type { Authenticator } from './principal.ts';

export type ServiceRole = 'recorder' | 'web';
export type ServiceKey = { readonly username: string; readonly password: string };

const schema = z.object({ username: z.string().min(1), password: z.string().min(32) });
const ROLES: readonly ServiceRole[] = ['recorder', 'web'];
const usernameOf = (role: ServiceRole): string => `inglenook-${role}`;

/**
 * The credential of one of the product's own roles. Whichever role asks first makes it; the file is
 * readable for the owner of the process alone and is never rewritten.
 * @throws ConfigurationError if it can neither be read nor made
 */
export function serviceKey(dataDir: string, role: ServiceRole): ServiceKey {
  const folder = path.join(dataDir, 'keys');
  const file = path.join(folder, `mqtt-${role}.json`);
  try {
    return read(file) ?? create(folder, file, role);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(`${file} cannot be made (${code ?? message}): check DATA_DIR`);
  }
}

/** Knows the product's own roles. */
export function serviceAuthenticator(dataDir: string): Authenticator {
  return {
    async authenticate(username, password) {
      const role = ROLES.find((candidate) => usernameOf(candidate) === username);
      if (role === undefined || password === undefined) return null;
      const right = hash(serviceKey(dataDir, role).password);
      return timingSafeEqual(hash(password), right) ? { username: usernameOf(role), role } : null;
    },
    async revoked(usernames) {
      const own = ROLES.map(usernameOf);
      return usernames.filter((name) => !own.includes(name));
    },
  };
}

function read(file: string): ServiceKey | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(`${file} is damaged: delete it, then start all roles again`);
}

/** Written whole under another name first; the link fails if another role was quicker. */
function create(folder: string, file: string, role: ServiceRole): ServiceKey {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const key = { username: usernameOf(role), password: randomBytes(32).toString('base64url') };
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, JSON.stringify(key), { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
    return key;
  } catch (error) {
    const winner = (error as NodeJS.ErrnoException).code === 'EEXIST' ? read(file) : null;
    if (winner === null) throw error;
    return winner;
  } finally {
    rmSync(draft, { force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hash = (secret: string | Uint8Array): Buffer => createHash('sha256').update(secret).digest();
