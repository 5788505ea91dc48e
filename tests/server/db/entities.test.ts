import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entityStore } from '../../../lib/server/db/entities.ts';
import { historyStore } from '../../../lib/server/db/history.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../support/test-database.ts';

describe.each(PROVIDERS)('entities in %s', (provider) => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase(provider);
  });
  afterEach(() => database.stop());

  test('what was saved is loaded, with the newest value of each property', async () => {
    const { db } = database;
    const store = entityStore(db);
    await store.save([aDevice('d')], [aSensor('sensor.a', 'd')], 1);
    const row = { entityId: 'sensor.a', seq: 1 };
    await historyStore(db).append({
      now: 2,
      rows: [
        { ...row, property: 'value', at: 10, value: 20 },
        { ...row, property: 'value', at: 11, value: 21 },
        { ...row, property: 'available', at: 12, value: true },
      ],
      heard: [{ entityId: 'sensor.a', heard: { 'a/status': true }, lastHeard: 'a/status' }],
    });
    expect(await store.loadAll()).toEqual({
      devices: [aDevice('d')],
      entities: [aSensor('sensor.a', 'd')],
      statuses: {
        'sensor.a': {
          state: { value: 21, available: true },
          times: { value: 11 },
          heard: { 'a/status': true },
          lastHeard: 'a/status',
          reportedAt: 11,
        },
      },
    });
  });

  test('an entity that was withdrawn is gone, its history is not, and it can come back', async () => {
    const { db } = database;
    const store = entityStore(db);
    await store.save([aDevice('d')], [aSensor('sensor.a', 'd')], 1);
    const rows = [{ entityId: 'sensor.a', property: 'value', at: 10, seq: 1, value: 20 }];
    await historyStore(db).append({ now: 2, rows });
    await store.markRemoved(['sensor.a'], 3);
    expect((await store.loadAll()).entities).toEqual([]);
    expect((await historyStore(db).held('sensor.a', 'value', 11))?.value).toBe(20);
    await store.save([aDevice('d')], [aSensor('sensor.a', 'd')], 4);
    expect((await store.loadAll()).statuses['sensor.a']?.state).toEqual({ value: 20 });
  });

  test('a description that changes leaves the homeowner’s choices alone', async () => {
    const { db } = database;
    const store = entityStore(db);
    await store.save([aDevice('d')], [aSensor('sensor.a', 'd')], 1);
    await db.prisma.entity.update({
      where: { id: 'sensor.a' },
      data: { name: 'Mine', hidden: true },
    });
    await store.save([aDevice('d')], [{ ...aSensor('sensor.a', 'd'), name: 'Theirs' }], 2);
    expect(await db.prisma.entity.findUnique({ where: { id: 'sensor.a' } })).toMatchObject({
      name: 'Mine',
      hidden: true,
    });
  });
});
