import { hash, verify } from '@node-rs/argon2';

/** OWASP's second choice of parameters for argon2id: 19 MiB, 2 passes, 1 lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let last: Promise<unknown> = Promise.resolve();

/**
 * One at a time: a burst of tries keeps one core busy and not all of them, and leaves the pool of
 * threads, which everything else needs too.
 */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => {});
  return result;
}

/** argon2id, the library's default algorithm. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password, OPTIONS));

/** False also for a hash that is none. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  try {
    return await inTurn(() => verify(stored, password));
  } catch {
    return false;
  }
}
