import { setTimeout as delay } from 'node:timers/promises';
import type { Env } from '../env.ts';
import type { Log } from '../log.ts';
import { createOriginCheck } from '../origin.ts';
import type { StartRole } from '../role.ts';
import { alsoAnonymous, firstOf } from './admission.ts';
import { createBroker } from './broker.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { Authenticator } from './principal.ts';
import { serviceAuthenticator, serviceKey } from './service-keys.ts';

/** The broker role: the embedded broker with the product's own users. */
export const startBroker: StartRole = async (env, log) => {
  if (env.MQTT_URL !== undefined) {
    log.info('MQTT_URL names another broker: the embedded one stays off');
    return { stop: async () => {} };
  }
  for (const role of ['recorder', 'web'] as const) serviceKey(env.DATA_DIR, role);
  const users = await databaseUsers(env, log);
  const known = firstOf(serviceAuthenticator(env.DATA_DIR), users.authenticator);
  if (env.MQTT_ALLOW_ANONYMOUS) {
    log.warn('MQTT_ALLOW_ANONYMOUS: anyone in reach of the broker may listen and command');
  }
  try {
    const broker = await createBroker({
      dataDir: env.DATA_DIR,
      tcpPort: env.MQTT_PORT,
      wsPort: env.MQTT_WS_PORT,
      host: env.HOST,
      authenticator: env.MQTT_ALLOW_ANONYMOUS ? alsoAnonymous(known) : known,
      originAllowed: createOriginCheck(env),
      limits: limitsOf(env),
      log,
      onFatal(error) {
        log.error({ err: error }, 'the journal cannot be written: the broker ends');
        process.exit(1);
      },
    });
    log.info({ mqtt: broker.tcpPort, webSocket: broker.wsPort }, 'the broker is listening');
    return {
      async stop() {
        await broker.stop();
        await users.close();
      },
    };
  } catch (error) {
    await users.close();
    throw error;
  }
};

function limitsOf(env: Env): Partial<Limits> {
  const packetBytes = env.MQTT_MAX_PACKET_KB * 1024;
  return {
    packetBytes,
    // A subscriber must be able to have some of the largest messages waiting.
    sendBufferBytes: Math.max(DEFAULT_LIMITS.sendBufferBytes, 4 * packetBytes),
    queueBytes: env.MQTT_MAX_QUEUE_MB * 1024 * 1024,
    fullMs: env.MQTT_FULL_QUEUE_HOURS * 3_600_000,
  };
}

type Users = { readonly authenticator: Authenticator; close(): Promise<void> };

const RETRY_MS = 2_000;

/**
 * Devices and signed-in pages. Without the database nobody new gets in, and nobody is thrown out; it is
 * looked for again until it is there.
 */
async function databaseUsers(env: Env, log: Log): Promise<Users> {
  const { openDatabase } = await import('../db/connection/client.ts');
  const { credentialStore } = await import('../db/credentials.ts');
  let open: { store: Authenticator; close(): Promise<void> } | null = null;
  let opening: Promise<void> | null = null;
  let triedAt = -Infinity;

  const tryOpen = async (): Promise<void> => {
    triedAt = performance.now();
    try {
      const database = await openDatabase(env);
      open = { store: credentialStore(database), close: () => database.close() };
    } catch (error) {
      log.error({ err: error }, 'no database: devices and pages cannot sign in to the broker');
    } finally {
      opening = null;
    }
  };
  const store = async (): Promise<Authenticator> => {
    if (open === null && performance.now() - triedAt > RETRY_MS) opening ??= tryOpen();
    await opening;
    if (open === null) throw new Error('the database is not reachable');
    return open.store;
  };

  opening = tryOpen();
  // The broker does not wait for a server that is away: messages go on without it.
  await Promise.race([opening, delay(RETRY_MS, undefined, { ref: false })]);
  return {
    authenticator: {
      authenticate: async (...credential) => (await store()).authenticate(...credential),
      revoked: async (usernames) => (await store()).revoked(usernames),
    },
    close: async () => open?.close(),
  };
}
