import type { BrowserCredential } from '../../api/home.ts';
import { announcement } from './announcement.ts';
import type { Connect, Connection } from './connection.ts';
import type { CredentialKeeper } from './credential.ts';

/** What came of one attempt. */
export type Dialed =
  | {
      readonly type: 'open';
      readonly connection: Connection;
      readonly url: string;
      readonly clientId: string;
    }
  | { readonly type: 'refused' }
  | { readonly type: 'failed' }
  | { readonly type: 'signed_out' };

const FIRST_TIMEOUT_MS = 3_000;
const LATER_TIMEOUT_MS = 10_000;

/**
 * Makes the function that tries once: every address with the credential at hand, the one that last
 * worked first; and again with a new credential if the broker refuses that one.
 * @param suffix what tells this page's client id from those of other pages
 */
export function createDialer(connect: Connect, credentials: CredentialKeeper, suffix: string) {
  let lastUrl: string | null = null;

  async function tryAddresses(credential: BrowserCredential, timeoutMs: number): Promise<Dialed> {
    const clientId = `${credential.clientIdPrefix}-${suffix}`;
    const ways = waysOf(credential);
    ways.sort((a, b) => Number(b.url === lastUrl) - Number(a.url === lastUrl));
    let refused = false;
    for (const { url, username, password } of ways) {
      const result = await connect(url, {
        clientId,
        username,
        password,
        will: announcement(clientId, 'offline'),
        timeoutMs,
      });
      if (result.type === 'open') {
        lastUrl = url;
        return { ...result, url, clientId };
      }
      if (result.type === 'refused') refused = true;
    }
    return { type: refused ? 'refused' : 'failed' };
  }

  return async function dial(first: boolean): Promise<Dialed> {
    const timeoutMs = first ? FIRST_TIMEOUT_MS : LATER_TIMEOUT_MS;
    const atHand = credentials.current();
    let tried: BrowserCredential | null = null;
    if (atHand !== null) {
      const dialed = await tryAddresses(atHand, timeoutMs);
      if (dialed.type !== 'refused') return dialed;
      tried = atHand;
    }
    // Another tab may have renewed it meanwhile.
    const other = credentials.current();
    if (other !== null && !sameLogins(other, tried)) {
      const dialed = await tryAddresses(other, timeoutMs);
      if (dialed.type !== 'refused') return dialed;
    }
    const renewal = await credentials.renew();
    if (renewal.type === 'signed_out') return { type: 'signed_out' };
    if (renewal.type === 'unreachable') return { type: 'failed' };
    return tryAddresses(renewal.credential, timeoutMs);
  };
}

/** Each address with the login that it takes. */
function waysOf({ username, password, urls, fallback }: BrowserCredential) {
  return [{ username, password, urls }, ...(fallback ? [fallback] : [])].flatMap((way) =>
    way.urls.map((url) => ({ url, username: way.username, password: way.password })),
  );
}

const sameLogins = (a: BrowserCredential, b: BrowserCredential | null): boolean =>
  a.password === b?.password && a.fallback?.password === b.fallback?.password;
