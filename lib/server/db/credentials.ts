import { randomSecret, sameText, sha256 } from '../auth/secrets.ts';
import type { Authenticator, Principal } from '../broker/principal.ts';
import type { Database } from './connection/client.ts';

/** A credential as the settings page shows it; the password is never seen again. */
export type MqttUser = {
  readonly username: string;
  readonly name: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
};

export type NewMqttUser = MqttUser & { readonly password: string };

/** What a signed-in page needs to enter the broker. */
export type BrowserLogin = {
  readonly username: string;
  readonly password: string;
  readonly clientIdPrefix: string;
  readonly expiresAt: number;
};

export type CredentialStore = Authenticator & {
  /** Makes a credential for a device; the username is a readable form of the name. */
  createDevice(name: string): Promise<NewMqttUser>;
  /** Devices' credentials in force, by name. */
  listDevices(): Promise<readonly MqttUser[]>;
  /** False: there is no such credential in force. */
  revokeDevice(username: string): Promise<boolean>;
  /**
   * The credential of one sign-in session, the same for all its tabs. `passwordOf` derives the
   * password, so that it can be handed out again although only its hash is stored.
   */
  browserLogin(wish: {
    readonly sessionId: string;
    readonly name: string;
    readonly expiresAt: number;
    readonly passwordOf: (username: string) => string;
  }): Promise<BrowserLogin>;
  /** Ends the credential of a session that is over. */
  revokeSession(sessionId: string): Promise<void>;
  /** Forgets the pages' credentials that ended long ago: nobody looks back at them. */
  removeEnded(): Promise<void>;
};

type Row = {
  username: string;
  hash: string;
  role: string;
  sessionId: string | null;
  clientId: string | null;
  expiresAt: bigint | null;
  revokedAt: bigint | null;
};

const MAX_PASSWORD_BYTES = 1024;
/** Ended credentials of pages stay for a day, so that the broker tells them from unknown ones. */
const KEPT_MS = 86_400_000;
/** Below SQLite's limit on the variables of one statement. */
const CHUNK = 500;

/** Who may connect to the broker: devices by their own credential, pages by their session's. */
export function credentialStore(
  { prisma }: Pick<Database, 'prisma'>,
  now: () => number = Date.now,
): CredentialStore {
  /** Of these rows, the usernames still in force. A browser's credential dies with its session. */
  async function inForce(rows: readonly Row[]): Promise<Set<string>> {
    const at = now();
    const valid = rows.filter(
      (row) => row.revokedAt === null && (row.expiresAt === null || Number(row.expiresAt) > at),
    );
    const ids = valid.flatMap((row) => (row.sessionId === null ? [] : [row.sessionId]));
    const sessions = ids.length
      ? await prisma.session.findMany({
          where: { id: { in: ids }, expiresAt: { gt: new Date(at) } },
          select: { id: true },
        })
      : [];
    const alive = new Set(sessions.map((session) => session.id));
    return new Set(
      valid
        .filter((row) =>
          row.sessionId === null ? row.role === 'device' : alive.has(row.sessionId),
        )
        .map((row) => row.username),
    );
  }

  return {
    async authenticate(username, password, clientId) {
      try {
        if (!username || !password || password.length > MAX_PASSWORD_BYTES) return null;
        const row = await prisma.mqttCredential.findUnique({ where: { username } });
        // The comparison runs for unknown names too: its absence would tell which names exist.
        const right = sameText(sha256(password), row?.hash ?? '');
        if (!row || !right || !clientIdFits(row, clientId)) return null;
        return (await inForce([row])).has(username) ? principal(row) : null;
      } catch {
        return null;
      }
    },

    async revoked(usernames) {
      const gone: string[] = [];
      for (let i = 0; i < usernames.length; i += CHUNK) {
        const chunk = usernames.slice(i, i + CHUNK);
        const rows = await prisma.mqttCredential.findMany({
          where: { username: { in: [...chunk] } },
        });
        const valid = await inForce(rows);
        gone.push(...chunk.filter((name) => !valid.has(name)));
      }
      return gone;
    },

    async createDevice(name) {
      const password = randomSecret(24);
      for (let attempt = 1; ; attempt += 1) {
        const username = attempt === 1 ? slug(name) : `${slug(name)}-${shortId()}`;
        const createdAt = now();
        try {
          await prisma.mqttCredential.create({
            data: { username, hash: sha256(password), role: 'device', name, createdAt },
          });
          return { username, password, name, createdAt, expiresAt: null };
        } catch (error) {
          if (!isTaken(error) || attempt > 5) throw error;
        }
      }
    },

    async listDevices() {
      const rows = await prisma.mqttCredential.findMany({
        where: { role: 'device', revokedAt: null },
        orderBy: [{ name: 'asc' }, { username: 'asc' }],
      });
      return rows.map((row) => ({
        username: row.username,
        name: row.name,
        createdAt: Number(row.createdAt),
        expiresAt: row.expiresAt === null ? null : Number(row.expiresAt),
      }));
    },

    async revokeDevice(username) {
      const { count } = await prisma.mqttCredential.updateMany({
        where: { username, role: 'device', revokedAt: null },
        data: { revokedAt: now() },
      });
      return count > 0;
    },

    async browserLogin({ sessionId, name, expiresAt, passwordOf }) {
      const known = await prisma.mqttCredential.findFirst({
        where: { sessionId, role: 'browser', revokedAt: null },
      });
      const username = known?.username ?? `browser-${randomSecret(12)}`;
      const password = passwordOf(username);
      const clientId = known?.clientId ?? `inglenook-${shortId()}`;
      const data = { hash: sha256(password), name, clientId, expiresAt };
      await prisma.mqttCredential.upsert({
        where: { username },
        create: { ...data, username, role: 'browser', sessionId, createdAt: now() },
        update: data,
      });
      return { username, password, clientIdPrefix: clientId, expiresAt };
    },

    async revokeSession(sessionId) {
      await prisma.mqttCredential.updateMany({
        where: { sessionId, revokedAt: null },
        data: { revokedAt: now() },
      });
    },

    async removeEnded() {
      const before = now() - KEPT_MS;
      await prisma.mqttCredential.deleteMany({
        where: {
          role: 'browser',
          OR: [{ revokedAt: { lt: before } }, { expiresAt: { lt: before } }],
        },
      });
    },
  };
}

const principal = (row: Row): Principal => ({
  username: row.username,
  role: row.role === 'browser' ? 'browser' : 'device',
});

/** A page's tabs share a prefix; a device's credential may be bound to one client id. */
function clientIdFits(row: Row, clientId: string): boolean {
  if (row.clientId === null) return true;
  return row.role === 'browser'
    ? clientId.startsWith(`${row.clientId}-`)
    : clientId === row.clientId;
}

/** Lower case ASCII words, never one of the product's own names. */
function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return words === '' || /^(inglenook|browser|recorder|web|broker)\b/.test(words)
    ? `device${words ? `-${words}` : ''}`
    : words;
}

/** Ten random characters that every client and every URL takes as they are. */
const shortId = (): string => sha256(randomSecret(9)).slice(0, 10);

const isTaken = (error: unknown): boolean => (error as { code?: unknown })?.code === 'P2002';
