import { readFile } from 'node:fs/promises';
import { dialectsFor } from '../../domain/dialect/dialects.ts';
import { createHome } from '../../domain/entity/create-home.ts';
import { createDoors } from '../auth/doors.ts';
import { keyFile } from '../auth/secrets.ts';
import { setupCode } from '../auth/setup-code.ts';
import { createSignIn } from '../auth/sign-in.ts';
import { serviceKey } from '../broker/service-keys.ts';
import { damageLog } from '../damage-log.ts';
import { authTables } from '../db/auth-tables.ts';
import { choiceStore } from '../db/choices.ts';
import { type Database, openDatabase, PATIENCE_MS } from '../db/connection/client.ts';
import { correctionStore } from '../db/corrections.ts';
import { counterStore } from '../db/counters.ts';
import { credentialStore } from '../db/credentials.ts';
import { entityStore } from '../db/entities.ts';
import { historyStore } from '../db/history.ts';
import { inventoryStore } from '../db/inventory.ts';
import { orderStore } from '../db/orders.ts';
import { ownerStore } from '../db/owner.ts';
import { retentionStore } from '../db/retention.ts';
import { runStore } from '../db/runs.ts';
import { sessionStore } from '../db/sessions.ts';
import { storageReader } from '../db/storage.ts';
import { tokenStore } from '../db/tokens.ts';
import type { Env } from '../env.ts';
import { homeLimits } from '../home-limits.ts';
import type { Log } from '../log.ts';
import { createOriginCheck, type OriginCheck } from '../origin.ts';
import type { StartRole } from '../role.ts';
import { zoneOffset } from '../zone-offset.ts';
import { createCommandDesk } from './commands.ts';
import { createDeviceDesk } from './devices.ts';
import { createEntityDesk } from './entities.ts';
import { greetFirstOwner } from './first-owner.ts';
import { createHealthDesk } from './health.ts';
import { createCorrectionDesk } from './history/corrections.ts';
import { createExportDesk } from './history/export.ts';
import { createHistoryDesk } from './history/history.ts';
import { createStatesDesk } from './history/states.ts';
import { createSuspectDesk } from './history/suspects.ts';
import { pageServer } from './http/page-server.ts';
import { createMessageDesk } from './messages.ts';
import { createMqttBridge } from './mqtt/bridge.ts';
import { brokerWays } from './mqtt/broker-urls.ts';
import { joinEmbedded } from './mqtt/join-embedded.ts';
import { joinExternal } from './mqtt/join-external.ts';
import { webLink } from './mqtt/link.ts';
import { type LiveHome, startLiveHome } from './mqtt/live-home.ts';
import { provideServices, type Services } from './services.ts';
import { createSnapshotDesk } from './snapshot.ts';
import { createRetentionDesk } from './storage/retention.ts';
import { createStorageDesk } from './storage/storage.ts';
import { keepStoredHome } from './stored-home.ts';

/** The pages, the REST API and the pages' way to the broker, on HOST:PORT. */
export const startWeb: StartRole = async (env, log) => {
  const database = await openDatabase(env, { waitMs: PATIENCE_MS });
  const sameOrigin = createOriginCheck(env);
  const live = await liveHome(env, log, database);
  const services = await wire(env, log, database, live, sameOrigin);
  const withdraw = provideServices(services);
  await greetFirstOwner(env, services.doors, setupCode(env.DATA_DIR));

  const external = env.MQTT_URL ? joinExternal(env.MQTT_URL, services.credentials, log) : null;
  const bridge = createMqttBridge({
    sameOrigin,
    isOpen: services.doors.isClaimed,
    join: external?.join ?? joinEmbedded(env.MQTT_PORT),
    log,
  });
  const server = await pageServer(env, bridge.upgrade);
  const stopTidying = tidy(services, log);
  return {
    async stop() {
      stopTidying();
      bridge.stop();
      external?.stop();
      await server.stop();
      withdraw();
      await live.stop();
      await database.close();
    },
  };
};

const TIDY_MS = 12 * 3_600_000;

/** Now and twice a day: forgets sessions that ended by themselves, and their broker credentials. */
function tidy({ sessions, credentials }: Services, log: Log): () => void {
  const work = async () => {
    try {
      await sessions.removeExpired();
      await credentials.removeEnded();
    } catch (error) {
      log.warn({ err: error }, 'ended sessions could not be removed');
    }
  };
  void work();
  const timer = setInterval(work, TIDY_MS);
  return () => clearInterval(timer);
}

async function liveHome(env: Env, log: Log, database: Database): Promise<LiveHome> {
  const choices = choiceStore(database);
  const known = entityStore(database);
  const address =
    env.MQTT_URL === undefined
      ? {
          url: `mqtt://127.0.0.1:${env.MQTT_PORT}`,
          login: serviceKey(env.DATA_DIR, 'web'),
        }
      : { url: env.MQTT_URL, login: null };
  return startLiveHome({
    loadHome: known.loadAll,
    countKnown: known.count,
    loadChoices: choices.read,
    connect: webLink(address, log),
    createHome: () => createHome(dialectsFor(env.HA_DISCOVERY_PREFIX), { limits: homeLimits(env) }),
    log,
  });
}

async function wire(
  env: Env,
  log: Log,
  database: Database,
  live: LiveHome,
  sameOrigin: OriginCheck,
): Promise<Services> {
  const version = await ownVersion();
  const tokens = tokenStore(database);
  const sessions = sessionStore(database);
  const credentials = credentialStore(database);
  const runs = runStore(database);
  const secret = await keyFile(env.DATA_DIR, 'web-secret');
  const history = historyStore(database, { onDamage: damageLog(log) });
  const storage = storageReader(database, history, env);
  const retention = retentionStore(database);
  const kept = keepStoredHome({ storage, retention, now: Date.now });
  const counters = counterStore(database);
  const choices = choiceStore(database);
  const entities = createEntityDesk(live, choices);
  const corrections = correctionStore(database);
  const desk = createHistoryDesk({
    live,
    find: entities.find,
    fresh: live.fresh,
    history,
    corrections,
    runs,
    offset: zoneOffset(env.HOME_TIME_ZONE),
  });
  const devices = createDeviceDesk({
    live,
    choices,
    entities,
    orders: orderStore(database),
    discoveryPrefix: env.HA_DISCOVERY_PREFIX,
  });
  return {
    version,
    log,
    sameOrigin,
    tokens,
    sessions,
    credentials,
    doors: createDoors({
      owner: ownerStore(database),
      sessions,
      tokens,
      credentials,
      signIn: createSignIn(authTables(database), secret),
      code: setupCode(env.DATA_DIR),
      secret,
    }),
    entities,
    devices,
    messages: createMessageDesk(live),
    commands: createCommandDesk(live),
    history: desk,
    states: createStatesDesk({
      history,
      corrections,
      entity: (id) => live.home.entity(id),
      fresh: live.fresh,
    }),
    corrections: createCorrectionDesk({ find: entities.find, history, desk, corrections }),
    suspects: createSuspectDesk({ history, desk }),
    exports: createExportDesk({
      corrections,
      history,
      inventory: inventoryStore(database),
      fresh: live.fresh,
      log,
    }),
    storage: createStorageDesk({ live, kept, storage, retention, runs, counters }),
    retention: createRetentionDesk({
      kept,
      retention,
      isKnown: (id) => live.home.entity(id) !== undefined,
    }),
    counters,
    health: createHealthDesk({
      version,
      connected: live.connected,
      newestRun: runs.newest,
    }),
    snapshot: createSnapshotDesk(live, { ...env, version }),
    brokerWays: (login, host, secure) => brokerWays(env, login, host, secure),
  };
}

/** The product's version, by its package.json. */
async function ownVersion(): Promise<string> {
  const json: unknown = JSON.parse(await readFile('package.json', 'utf8'));
  const { version } = json as { version?: unknown };
  return typeof version === 'string' ? version : '0.0.0';
}
