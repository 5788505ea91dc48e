/** Who a client of the embedded broker is. */
export type Principal = {
  readonly username: string;
  /** `recorder` and `web` are the product's own roles; `browser` is a signed-in page. */
  readonly role: 'recorder' | 'web' | 'browser' | 'device' | 'anonymous';
};

/** Decides who may connect; the broker knows no more of users than this. */
export interface Authenticator {
  /** null: refused. Must not throw: if the database does not answer, nobody new is let in. */
  authenticate(
    username: string | undefined,
    password: Uint8Array | undefined,
    clientId: string,
  ): Promise<Principal | null>;
  /** Of these usernames, those that are revoked, expired or gone. Asked every 2 s for connected clients. */
  revoked(usernames: readonly string[]): Promise<readonly string[]>;
}
