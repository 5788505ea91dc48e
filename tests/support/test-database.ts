import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Device, Entity } from '../../lib/domain/entity/entity.ts';
import { type Database, openDatabase } from '../../lib/server/db/connection/client.ts';
import type { Provider } from '../../lib/server/db/connection/provider.ts';
import { migratedPostgresDatabase } from './postgres.ts';

export type TestDatabase = {
  readonly db: Database;
  readonly url: string;
  readonly folder: string;
  stop(): Promise<void>;
};

/** The databases a home can live in, for `describe.each`. */
export const PROVIDERS = ['sqlite', 'postgresql'] as const;

/** A real database of its own, migrated, and a temporary folder. */
export async function testDatabase(provider: Provider = 'sqlite'): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'inglenook-db-'));
  const url =
    provider === 'sqlite'
      ? `file:${path.join(folder, 'inglenook.db')}`
      : await migratedPostgresDatabase();
  const db = await openDatabase({ DATABASE_URL: url });
  return {
    db,
    url,
    folder,
    async stop() {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const aDevice = (id: string): Device => ({
  id,
  name: id,
  manufacturer: null,
  model: null,
  swVersion: null,
  room: null,
  dialect: 'plain',
  identifiers: [id],
  viaDevice: null,
});

export const aSensor = (id: string, deviceId: string): Entity => ({
  id,
  deviceId,
  uniqueId: id,
  kind: 'sensor',
  name: null,
  deviceClass: null,
  stateClass: null,
  unit: null,
  category: null,
  enabled: true,
  icon: null,
  capabilities: {},
  source: {
    dialect: 'plain',
    definedBy: null,
    stateTopics: [`sensors/${id}`],
    commandTopics: [],
    availability: null,
    expireAfterMs: null,
    offDelayMs: null,
    optimistic: false,
    binding: {},
  },
});
