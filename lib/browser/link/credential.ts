import type { BrokerWay, BrowserCredential } from '../../api/home.ts';

/** The broker credential of this sign-in, kept so that a page can open while the server is away. */
export type CredentialKeeper = {
  /** The one at hand, from memory or from the last visit; null: none that is still valid. */
  current(): BrowserCredential | null;
  /** Asks the server for a new one. */
  renew(): Promise<Renewal>;
  forget(): void;
};

export type Renewal =
  | { readonly type: 'renewed'; readonly credential: BrowserCredential }
  /** The server says this browser is not signed in. */
  | { readonly type: 'signed_out' }
  | { readonly type: 'unreachable' };

/** The part of `Storage` that is needed; calls may throw (private windows, full disk). */
export type KeyValue = {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

type Options = {
  readonly storage: KeyValue;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
};

const KEY = 'inglenook.mqtt';
const RENEW_TIMEOUT_MS = 4_000;

/** Keeps the credential in `storage`, shared by all tabs of this browser. */
export function createCredentialKeeper({ storage, fetch, now }: Options): CredentialKeeper {
  let known: BrowserCredential | null = null;

  function save(credential: BrowserCredential): void {
    known = credential;
    try {
      storage.setItem(KEY, JSON.stringify(credential));
    } catch {
      // Without storage it lives as long as the page.
    }
  }

  return {
    current() {
      // Another tab may have renewed it, so what is stored wins over what is remembered.
      const credential = readStored(storage) ?? known;
      return credential && Date.parse(credential.expiresAt) > now() ? credential : null;
    },
    async renew() {
      let response: Response;
      try {
        response = await fetch('/api/v1/mqtt-credentials', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
          credentials: 'same-origin',
          cache: 'no-store',
          signal: AbortSignal.timeout(RENEW_TIMEOUT_MS),
        });
        if (response.status === 401) return { type: 'signed_out' };
        if (!response.ok) return { type: 'unreachable' };
        const credential = parseCredential(await response.json());
        if (credential === null) return { type: 'unreachable' };
        save(credential);
        return { type: 'renewed', credential };
      } catch {
        return { type: 'unreachable' };
      }
    },
    forget() {
      known = null;
      try {
        storage.removeItem(KEY);
      } catch {
        // Nothing was kept then.
      }
    },
  };
}

function readStored(storage: KeyValue): BrowserCredential | null {
  try {
    const text = storage.getItem(KEY);
    return text === null ? null : parseCredential(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Checks what came from the server or from storage; null if it is no credential. */
export function parseCredential(json: unknown): BrowserCredential | null {
  if (typeof json !== 'object' || json === null) return null;
  const { clientIdPrefix, expiresAt, fallback } = json as Record<string, unknown>;
  if (typeof clientIdPrefix !== 'string' || typeof expiresAt !== 'string') return null;
  if (Number.isNaN(Date.parse(expiresAt))) return null;
  const way = parseWay(json);
  if (way === null) return null;
  const further = parseWay(fallback);
  return { ...way, clientIdPrefix, expiresAt, ...(further && { fallback: further }) };
}

function parseWay(json: unknown): BrokerWay | null {
  if (typeof json !== 'object' || json === null) return null;
  const { username, password, urls } = json as Record<string, unknown>;
  if (typeof username !== 'string' || typeof password !== 'string') return null;
  if (!Array.isArray(urls)) return null;
  const addresses = urls.filter((url): url is string => typeof url === 'string');
  return addresses.length === 0 ? null : { username, password, urls: addresses };
}
