import { afterEach, describe, expect, test } from 'vitest';
import { choiceStore } from '../../../../lib/server/db/choices.ts';
import {
  everythingSaid,
  isRefusal,
  isTransient,
} from '../../../../lib/server/db/connection/errors.ts';
import { copyHome, OtherHomeError, reopenHome } from '../../../../lib/server/db/copy/copy-home.ts';
import { entityStore } from '../../../../lib/server/db/entities.ts';
import { ownerStore } from '../../../../lib/server/db/owner.ts';
import { runStore } from '../../../../lib/server/db/runs.ts';
import { tokenStore } from '../../../../lib/server/db/tokens.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../../support/test-database.ts';

const open: TestDatabase[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.stop();
});
async function pair(provider: (typeof PROVIDERS)[number]) {
  const other = provider === 'sqlite' ? 'postgresql' : 'sqlite';
  const [from, to] = [await testDatabase(provider), await testDatabase(other)];
  open.push(from, to);
  return [from.db, to.db] as const;
}

const options = { replace: false, farewell: 'this home has moved to B’s', progress: () => {} };

/** Packed readings as a recorder writes them: what is in them does not matter here. */
const addTail = (db: TestDatabase['db'], id: number, body = [1, 2, 3]) =>
  db.prisma.tail.create({
    data: {
      id,
      writer: 'embedded',
      epoch: 'e',
      seq: BigInt(id),
      base: 0n,
      at: BigInt(id),
      count: 1,
      body: new Uint8Array(body),
    },
  });

const devicesOf = async (db: TestDatabase['db']) =>
  (await db.prisma.device.findMany()).map(({ id }) => id);

const tailOf = async (db: TestDatabase['db']) =>
  (await db.prisma.tail.findMany({ orderBy: { id: 'asc' } })).map(({ id, body }) => [
    Number(id),
    ...body,
  ]);

describe.each(PROVIDERS)('a home that moves away from %s', (provider) => {
  test('takes everything along, to the last bit, and can be moved on', async () => {
    const [from, to] = await pair(provider);
    const entities = entityStore(from);
    await entities.save([aDevice('d')], [aSensor('sensor.a', 'd')], 1_764_000_000_123);
    await choiceStore(from).write('sensor.a', { name: 'Öl “1”', hidden: true });
    await ownerStore(from).create({ name: 'A', email: 'a@example.org', passwordHash: 'x' });
    const { token } = await tokenStore(from).create({ name: 't', scope: 'read', expiresAt: null });
    const run = await runStore(from).begin(5);
    await from.prisma.series.create({
      data: { id: 7, entityId: 'sensor.a', property: 'value', type: 'number', newest: 0.1 + 0.2 },
    });
    await from.prisma.textValue.create({ data: { id: 3, text: '"a\\u0000b"' } });
    const body = Uint8Array.from({ length: 256 }, (_, i) => i);
    for (const start of [0n, 4096n, 2n ** 52n]) {
      await from.prisma.chunk.create({
        data: { seriesId: 7, start, end: start + 1n, count: 2, min: -1e-300, body },
      });
    }
    await addTail(from, 9);
    await copyHome(from, to, options);

    const described = (db: typeof from) => db.prisma.entity.findMany({ include: { device: true } });
    expect(await described(to)).toEqual(await described(from));
    expect(await choiceStore(to).read()).toEqual(await choiceStore(from).read());
    expect((await tokenStore(to).find(token))?.scope).toBe('read');
    const people = (db: typeof from) => db.prisma.user.findMany();
    expect(await people(to)).toEqual(await people(from));
    const chunks = (db: typeof from) => db.prisma.chunk.findMany({ orderBy: { start: 'asc' } });
    expect(await chunks(to)).toEqual(await chunks(from));
    expect(await to.prisma.series.findMany()).toEqual(await from.prisma.series.findMany());
    expect(await tailOf(to)).toEqual([[9, 1, 2, 3]]);
    expect(await to.prisma.textValue.findMany()).toEqual([{ id: 3, text: '"a\\u0000b"' }]);
    // What is new gets numbers that nobody has.
    expect(await runStore(to).begin(6)).toBeGreaterThan(run);
    expect((await to.prisma.textValue.create({ data: { text: 'new' } })).id).toBeGreaterThan(3);
  });

  test('goes on while it is copied; then the old one takes no more, until it is reopened', async () => {
    const [from, to] = await pair(provider);
    let id = 0;
    let refused: unknown;
    let done = false;
    const recorder = (async () => {
      while (!done) {
        // SQLite answers within the turn of the event loop; others need theirs.
        await new Promise(setImmediate);
        try {
          await addTail(from, ++id);
          if (id % 20 === 0) await from.prisma.tail.deleteMany({ where: { id: { lt: id - 10 } } });
        } catch (error) {
          id--;
          refused = error;
          break;
        }
      }
    })();
    for (let i = 0; i < 300; i++) {
      await from.prisma.chunk.create({
        data: { seriesId: 1, start: BigInt(i), end: BigInt(i), count: 1, body: new Uint8Array(9) },
      });
    }
    await copyHome(from, to, options).finally(() => {
      done = true;
    });
    const copied = await tailOf(to);
    await recorder;
    refused ??= await addTail(from, id + 1).catch((error: unknown) => error);
    expect([isTransient(refused), isRefusal(refused)]).toEqual([true, false]);
    expect(everythingSaid(refused)).toContain('this home has moved to B’s');
    expect(copied.at(-1)?.[0]).toBe(id);
    // What was done with may still be put away in the old one.
    const left = await tailOf(from);
    expect(copied.slice(-left.length)).toEqual(left);

    expect(await reopenHome(from)).toBe(true);
    expect(await reopenHome(from)).toBe(false);
    await addTail(from, id + 1);
  });

  test('is copied whole although a device appears in the midst of the check', async () => {
    const [from, to] = await pair(provider);
    let step = '';
    let added = false;
    const read: typeof from.driver.read = async (...statements) => {
      if (step === 'checking' && !added && statements[0]?.sql.includes('FROM "series"')) {
        added = true;
        await entityStore(from).save([aDevice('late')], [aSensor('sensor.late', 'late')], 1);
        await from.prisma.series.create({
          data: { entityId: 'sensor.late', property: 'value', type: 'number' },
        });
      }
      return from.driver.read(...statements);
    };
    await entityStore(from).save([aDevice('d')], [aSensor('sensor.a', 'd')], 1);
    const seen = (now: string) => {
      step = now;
    };
    await copyHome({ ...from, driver: { ...from.driver, read } }, to, {
      ...options,
      progress: seen,
    });
    expect(added).toBe(true);
    expect(await to.prisma.series.findMany()).toEqual(await from.prisma.series.findMany());
  });

  test('what the homeowner changes in the last moment is taken along, or refused', async () => {
    const [from, to] = await pair(provider);
    await entityStore(from).save([aDevice('d')], [aSensor('sensor.a', 'd')], 1);
    const kept = await tokenStore(from).create({ name: 'k', scope: 'read', expiresAt: null });
    let late: Promise<PromiseSettledResult<unknown>[]> | undefined;
    const progress = (step: string) => {
      if (step !== 'the last rows') return;
      late ??= Promise.allSettled([
        tokenStore(from).create({ name: 'late', scope: 'read', expiresAt: null }),
        choiceStore(from).write('sensor.a', { name: 'late' }),
        entityStore(from).save([aDevice('late')], [], 1),
        tokenStore(from).revoke(kept.id),
      ]);
    };
    await copyHome(from, to, { ...options, progress });
    for (const outcome of (await late)!) {
      const why = outcome.status === 'rejected' ? outcome.reason : null;
      expect([outcome.status, isTransient(why)]).toEqual(['rejected', true]);
      expect(everythingSaid(why)).toContain('this home has moved to B’s');
    }
    expect(await devicesOf(to)).toEqual(await devicesOf(from));
    const tokens = (db: typeof from) => db.prisma.apiToken.findMany();
    expect(await tokens(to)).toEqual(await tokens(from));
    // Whoever has a token may still read with it.
    expect((await tokenStore(from).find(kept.token))?.scope).toBe('read');

    await reopenHome(from);
    await choiceStore(from).write('sensor.a', { name: 'Hall' });
    await tokenStore(from).revoke(kept.id);
  });

  test('is copied again: only what has changed since, and what is gone is gone', async () => {
    const [from, to] = await pair(provider);
    const chunk = (start: bigint, length: number) => ({
      ...{ seriesId: 1, start, end: start, count: 1, body: new Uint8Array(length) },
    });
    for (const start of [1n, 2n, 3n]) await from.prisma.chunk.create({ data: chunk(start, 5) });
    await copyHome(from, to, options);
    await from.prisma.chunk.deleteMany({ where: { start: 2n } });
    // The same length, but another bit.
    await from.prisma.chunk.updateMany({
      where: { start: 3n },
      data: { body: Uint8Array.of(0, 0, 0, 0, 8) },
    });
    await copyHome(from, to, options);
    const left = await to.prisma.chunk.findMany({ orderBy: { start: 'asc' } });
    expect(left.map(({ start, body }) => [start, body?.at(-1)])).toEqual([
      [1n, 0],
      [3n, 8],
    ]);
  });

  test('leaves another home alone, unless it is to be replaced', async () => {
    const [from, to] = await pair(provider);
    await entityStore(to).save([aDevice('x')], [aSensor('sensor.x', 'x')], 1);
    await runStore(to).begin(1);
    await entityStore(from).save([aDevice('d')], [aSensor('sensor.a', 'd')], 1);
    await expect(copyHome(from, to, options)).rejects.toThrow(OtherHomeError);
    expect(await devicesOf(to)).toEqual(['x']);
    await addTail(from, 1); // a refused copy closes nothing
    await copyHome(from, to, { ...options, replace: true });
    expect(await devicesOf(to)).toEqual(['d']);
  });
});
