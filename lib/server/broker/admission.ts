import type { Log } from '../log.ts';
import type { Authenticator, Principal } from './principal.ts';
import type { Reason } from './refusals.ts';

/** Return codes of CONNACK [MQTT 3.1.1, 3.2.2.3]. */
export type RefusalCode = 2 | 3 | 4 | 5;

export type Admission =
  | { readonly kind: 'admitted'; readonly principal: Principal }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly reason: Reason };

const PATIENCE_MS = 10_000;

/** Asks the authenticator, which may be slow or broken; its failure lets nobody in. */
export async function admit(
  authenticator: Authenticator,
  username: string | undefined,
  password: Uint8Array | undefined,
  clientId: string,
): Promise<Admission> {
  let patience: NodeJS.Timeout | undefined;
  try {
    const principal = await Promise.race([
      authenticator.authenticate(username, password, clientId),
      new Promise<never>((_, reject) => {
        patience = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
      }),
    ]);
    if (principal !== null) return { kind: 'admitted', principal };
    const code = username === undefined ? 5 : 4;
    return { kind: 'refused', code, reason: 'bad-credentials' };
  } catch {
    return { kind: 'refused', code: 3, reason: 'authenticator-unavailable' };
  } finally {
    clearTimeout(patience);
  }
}

/** Asks the first, and the next only if it does not know the client. */
export function firstOf(...authenticators: readonly Authenticator[]): Authenticator {
  return {
    async authenticate(username, password, clientId) {
      for (const authenticator of authenticators) {
        const principal = await authenticator.authenticate(username, password, clientId);
        if (principal !== null) return principal;
      }
      return null;
    },
    async revoked(usernames) {
      const gone = await Promise.all(authenticators.map((one) => one.revoked(usernames)));
      return usernames.filter((name) => gone.every((names) => names.includes(name)));
    },
  };
}

/** Lets in, with a device's rights, who gives no username. A wrong credential is refused all the same. */
export function alsoAnonymous(authenticator: Authenticator): Authenticator {
  return {
    async authenticate(username, password, clientId) {
      if (username === undefined) return { username: '', role: 'anonymous' };
      return authenticator.authenticate(username, password, clientId);
    },
    async revoked(usernames) {
      const known = usernames.filter((name) => name !== '');
      return known.length === 0 ? [] : authenticator.revoked(known);
    },
  };
}

/**
 * Asks every `everyMs` which of the connected users are revoked, and hands them to `disconnect`. Without an
 * answer nobody is disconnected: a database that is down must not darken the home.
 */
export function watchRevocations(
  authenticator: Authenticator,
  everyMs: number,
  log: Log,
  connected: () => readonly string[],
  disconnect: (username: string) => void,
): () => void {
  let asking = false;
  let failed = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    try {
      const names = connected();
      const revoked = names.length > 0 ? await authenticator.revoked(names) : [];
      for (const name of revoked) disconnect(name);
      failed = false;
    } catch (error) {
      if (!failed) log.warn({ err: error }, 'revoked credentials cannot be looked up');
      failed = true;
    } finally {
      asking = false;
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
