import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fenced } from '../../../../lib/server/db/history/tail/fence.ts';
import { type Lease, RELEASED } from '../../../../lib/server/db/history/tail/lease.ts';
import { type HistoryStore, historyStore } from '../../../../lib/server/db/history.ts';
import { PROVIDERS, type TestDatabase, testDatabase } from '../../../support/test-database.ts';

describe.each(PROVIDERS)('a lease (%s)', (provider) => {
  let database: TestDatabase;
  let history: HistoryStore;
  beforeEach(async () => {
    database = await testDatabase(provider);
    history = historyStore(database.db);
  });
  afterEach(() => database.stop());

  const cursor = (name: string, seq: number) => ({ name, epoch: 'e', seq, base: 0 });

  test('has a number of its own for ever, whoever takes it', async () => {
    const a = await history.takeLease('share/g/a', 1);
    const b = await history.takeLease('share/g/b', 1);
    const again = await history.takeLease('share/g/a', 2);
    expect([a.number, b.number, again.number]).toEqual([1, 2, 1]);
    expect((await history.leases('share/g/')).map(({ name }) => name)).toEqual([
      'share/g/a',
      'share/g/b',
    ]);
  });

  test('is taken over once, by one of many, and its holder stores nothing more', async () => {
    const held = await history.takeLease('share/g/a', 1);
    await history.append({ now: 1, cursor: cursor('share/g/a', 1), fence: held });
    const takers = await Promise.all(
      Array.from({ length: 8 }, () => history.takeOverLease(held, 2)),
    );
    const [taken, ...others] = takers.filter((lease) => lease !== null);
    expect(others).toEqual([]);
    const late = history.append({ now: 3, cursor: cursor('share/g/a', 2), fence: held });
    await expect(late).rejects.toThrow(Fenced);
    await history.append({ now: 3, cursor: cursor('share/g/a', 3), fence: taken! });
    expect((await history.cursor('share/g/a'))?.seq).toBe(3);
    expect(await history.beatLeases([held, taken!])).toEqual([held]);
  });

  test('that beats is not taken over', async () => {
    const held = await history.takeLease('share/g/a', 1);
    expect(await history.beatLeases([held])).toEqual([]);
    expect(await history.takeOverLease(held, 2)).toBeNull();
    expect(await history.holdsLease(held)).toBe(true);
  });

  test('that was let go, or never was, is anybodys', async () => {
    const lead: Lease = { name: 'lead/g', token: RELEASED, beat: 0, number: 0 };
    const first = await history.takeOverLease(lead, 1);
    expect(await history.takeOverLease(lead, 1)).toBeNull();
    await history.releaseLease(first!);
    expect(await history.takeOverLease(lead, 2)).not.toBeNull();
  });

  test('keeps the deliveries of its session apart from those of others', async () => {
    const store = (slot: number, name: string) =>
      history.append({
        now: 1,
        cursor: cursor(name, 1),
        deliveries: [{ packetId: slot * 65_536 + 7, hash: `aGFzaA==${slot}`, seq: 1 }],
      });
    await store(0, 'external');
    await store(1, 'share/g/a');
    await history.fold({ now: 1, all: true });
    await store(2, 'share/g/b');
    const hashes = async (slot: number) =>
      (await history.deliveries(slot)).map(({ packetId, hash }) => [packetId, hash]);
    expect(await hashes(1)).toEqual([[7, 'aGFzaA==1']]);
    expect(await hashes(2)).toEqual([[7, 'aGFzaA==2']]);
    await history.forgetDeliveries('share/g/a', 1);
    await history.forgetDeliveries('share/g/b', 2);
    expect([await hashes(0), await hashes(1), await hashes(2)]).toEqual([
      [[7, 'aGFzaA==0']],
      [],
      [],
    ]);
  });
});
