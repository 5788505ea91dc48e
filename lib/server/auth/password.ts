import { hash, verify } from '@node-rs/argon2';

/** OWASP's second choice of parameters for argon2id: 19 MiB, 2 passes, 1 lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** argon2id, the library's default algorithm. */
export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

/** False also for a hash that is none. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  try {
    return await verify(stored, password);
  } catch {
    return false;
  }
}
