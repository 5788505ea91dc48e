import { openDatabase } from '../lib/server/db/connection/client.ts';
import { credentialStore } from '../lib/server/db/credentials.ts';
import type { Env } from '../lib/server/env.ts';
import type { Log } from '../lib/server/log.ts';
import type { Running } from '../lib/server/role.ts';
import { furnish } from './furnish.ts';
import { fillPast } from './past.ts';
import { startSimulator } from './run.ts';

const SEED = 1;
const NAME = 'Simulated home';

/**
 * `npm run demo` beside the three roles: plugs the simulated home into the broker with a credential
 * of its own, so that there is something to see at once, then fills in the past. With MQTT_URL it uses
 * that broker, as it is given.
 */
export async function startDemo(env: Env, log: Log): Promise<Running> {
  const broker = env.MQTT_URL === undefined ? await embedded(env) : { url: env.MQTT_URL };
  const simulator = await startSimulator({
    ...broker,
    seed: SEED,
    timeZone: env.HOME_TIME_ZONE,
    log,
  });
  try {
    await Promise.all([settle(env), fillPast({ env, log, seed: SEED })]);
  } catch (error) {
    await simulator.stop();
    throw error;
  }
  return simulator;
}

async function settle(env: Env): Promise<void> {
  const db = await openDatabase(env);
  try {
    await furnish(db);
  } finally {
    await db.close();
  }
}

/** A new credential at each start: only hashes are kept, so the last one cannot be read back. */
async function embedded(env: Env) {
  const db = await openDatabase(env);
  try {
    const store = credentialStore(db);
    for (const { name, username } of await store.listDevices()) {
      if (name === NAME) await store.revokeDevice(username);
    }
    const { username, password } = await store.createDevice(NAME);
    return { url: `mqtt://127.0.0.1:${env.MQTT_PORT}`, username, password };
  } finally {
    await db.close();
  }
}
