import { randomSecret, sha256 } from '../auth/secrets.ts';
import type { Database } from './connection/client.ts';

export const SCOPES = ['read', 'control', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export type ApiToken = {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
};

export type NewApiToken = ApiToken & { readonly token: string };

/** Tokens start with this, so that secret scanners and people know one when they see it. */
const PREFIX = 'ing_';
/** `lastUsedAt` tells days, not requests: it is written at most this often. */
const USE_WRITTEN_EVERY_MS = 60_000;

/** API tokens: 256 random bits, stored hashed, shown once. */
export function tokenStore({ prisma }: Pick<Database, 'prisma'>, now: () => number = Date.now) {
  return {
    async create(wish: {
      readonly name: string;
      readonly scope: Scope;
      readonly expiresAt: number | null;
    }): Promise<NewApiToken> {
      const token = PREFIX + randomSecret();
      const row = { id: randomSecret(9), ...wish, createdAt: now() };
      await prisma.apiToken.create({ data: { ...row, hash: sha256(token) } });
      return { ...row, lastUsedAt: null, token };
    },

    /**
     * The token in force with this text, or null. Found by its hash: what a guess shares with a
     * token's text says nothing about what their hashes share, so the duration tells nothing.
     */
    async find(text: string): Promise<ApiToken | null> {
      const row = await prisma.apiToken.findUnique({ where: { hash: sha256(text) } });
      if (!row || row.revokedAt !== null || expired(row.expiresAt, now())) return null;
      return fromRow(row);
    },

    /** Notes that the token was used. */
    async used(token: ApiToken): Promise<void> {
      if (token.lastUsedAt !== null && now() - token.lastUsedAt < USE_WRITTEN_EVERY_MS) return;
      await prisma.apiToken.updateMany({ where: { id: token.id }, data: { lastUsedAt: now() } });
    },

    /** Tokens in force, oldest first. */
    async list(): Promise<readonly ApiToken[]> {
      const rows = await prisma.apiToken.findMany({
        where: { revokedAt: null },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.filter((row) => !expired(row.expiresAt, now())).map(fromRow);
    },

    /** False: there is no such token in force. */
    async revoke(id: string): Promise<boolean> {
      const { count } = await prisma.apiToken.updateMany({
        where: { id, revokedAt: null },
        data: { revokedAt: now() },
      });
      return count > 0;
    },
  };
}

export type TokenStore = ReturnType<typeof tokenStore>;

type Row = {
  id: string;
  name: string;
  scope: string;
  createdAt: bigint;
  expiresAt: bigint | null;
  lastUsedAt: bigint | null;
};

const fromRow = (row: Row): ApiToken => ({
  id: row.id,
  name: row.name,
  // A scope that this version does not know may do the least.
  scope: SCOPES.find((scope) => scope === row.scope) ?? 'read',
  createdAt: Number(row.createdAt),
  expiresAt: row.expiresAt === null ? null : Number(row.expiresAt),
  lastUsedAt: row.lastUsedAt === null ? null : Number(row.lastUsedAt),
});

const expired = (expiresAt: bigint | null, at: number): boolean =>
  expiresAt !== null && Number(expiresAt) <= at;
