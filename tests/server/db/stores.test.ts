import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../../lib/server/auth/password.ts';
import { createSignIn } from '../../../lib/server/auth/sign-in.ts';
import { authTables } from '../../../lib/server/db/auth-tables.ts';
import { choiceStore } from '../../../lib/server/db/choices.ts';
import { counterStore } from '../../../lib/server/db/counters.ts';
import { credentialStore } from '../../../lib/server/db/credentials.ts';
import { entityStore } from '../../../lib/server/db/entities.ts';
import { finishOrders, orderStore } from '../../../lib/server/db/orders.ts';
import { ownerStore } from '../../../lib/server/db/owner.ts';
import { sessionStore } from '../../../lib/server/db/sessions.ts';
import { tokenStore } from '../../../lib/server/db/tokens.ts';
import {
  aDevice,
  aSensor,
  PROVIDERS,
  type TestDatabase,
  testDatabase,
} from '../../support/test-database.ts';

const NOW = 1_764_000_000_123;
const DAY = 86_400_000;
const bytes = (text: string) => new TextEncoder().encode(text);

describe.each(PROVIDERS)('the stores of a home in %s', (provider) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase(provider);
  });
  afterAll(() => database.stop());

  test('a person signs in, stays signed in and signs out', async () => {
    const { db } = database;
    const owner = ownerStore(db);
    expect(await owner.exists()).toBe(false);
    const passwordHash = await hashPassword('correct horse battery');
    await owner.create({ name: 'Ada', email: 'Ada@Example.org', passwordHash });
    expect(await owner.exists()).toBe(true);

    const signIn = createSignIn(authTables(db), 'a secret of thirty-two characters');
    const visit = { headers: new Headers({ 'user-agent': 'test' }), secure: false };
    expect((await signIn.login('ada@example.org', 'wrong', visit)).value).toBeNull();
    const { value, setCookies } = await signIn.login(
      'ada@example.org',
      'correct horse battery',
      visit,
    );
    expect(value?.user).toEqual({ name: 'Ada', email: 'ada@example.org' });
    const cookie = setCookies.map((line) => line.split(';')[0]).join('; ');
    const headers = new Headers({ cookie });
    expect((await signIn.current(headers, true)).value?.sessionId).toBe(value?.sessionId);

    const [session] = await sessionStore(db).list();
    expect(session).toMatchObject({ id: value?.sessionId, userAgent: 'test' });
    // A time goes through the database to the millisecond, whatever the machine's time zone.
    expect(session?.expiresAt).toBe(value?.expiresAt);
    await signIn.logout(headers);
    expect((await signIn.current(headers, false)).value).toBeNull();
    expect(await sessionStore(db).list()).toEqual([]);
  });

  test('tokens open until they are revoked or over', async () => {
    const tokens = tokenStore(database.db, () => NOW);
    const made = await tokens.create({ name: 'x', scope: 'control', expiresAt: NOW + DAY });
    expect(await tokens.find(made.token)).toMatchObject({ scope: 'control', createdAt: NOW });
    await tokens.used(made);
    expect(await tokens.list()).toMatchObject([{ id: made.id, lastUsedAt: NOW }]);
    expect(await tokenStore(database.db, () => NOW + DAY).find(made.token)).toBeNull();
    expect(await tokens.revoke(made.id)).toBe(true);
    expect(await tokens.revoke(made.id)).toBe(false);
    expect(await tokens.find(made.token)).toBeNull();
  });

  test('devices have credentials; a name that is taken gets another username', async () => {
    const credentials = credentialStore(database.db, () => NOW);
    const one = await credentials.createDevice('Attic fan');
    const two = await credentials.createDevice('Attic fan');
    expect([one.username, two.username.startsWith('attic-fan-')]).toEqual(['attic-fan', true]);
    expect(await credentials.authenticate(one.username, bytes(one.password), 'any')).toMatchObject({
      role: 'device',
    });
    expect(await credentials.authenticate(one.username, bytes(two.password), 'any')).toBeNull();
    expect(await credentials.authenticate('no\0body', bytes('x'), 'any')).toBeNull();
    expect(await credentials.listDevices()).toHaveLength(2);
    expect(await credentials.revokeDevice(one.username)).toBe(true);
    expect(await credentials.revoked([one.username, two.username])).toEqual([one.username]);
  });

  test('what the homeowner chose is kept', async () => {
    await entityStore(database.db).save([aDevice('d')], [aSensor('sensor.a', 'd')], NOW);
    const choices = choiceStore(database.db);
    const room = 'Café “Ω” 🏡';
    expect(await choices.write('sensor.a', { name: 'Mine', room, hidden: true })).toBe(true);
    expect(await choices.write('no\0thing', { name: 'x' })).toBe(false);
    expect(await choices.adopt(['d', 'ghost'], 'adopted')).toBe(1);
    expect(await choices.adopt(['d'], 'adopted')).toBe(0);
    const chosen = await choices.read();
    expect([...chosen.names, ...chosen.deviceRooms, ...chosen.hidden]).toEqual([
      ['sensor.a', 'Mine'],
      ['d', room],
      'sensor.a',
    ]);
    expect(await choices.firstHeard()).toEqual(new Map([['d', NOW]]));
  });

  test('a batch that names a device twice keeps its last word', async () => {
    const store = entityStore(database.db);
    const later = { ...aDevice('twice'), name: 'later' };
    const entity = aSensor('sensor.twice', 'twice');
    await store.save([aDevice('twice'), later], [entity, { ...entity, name: 'later' }], NOW);
    const { body } = await database.db.prisma.device.findUniqueOrThrow({ where: { id: 'twice' } });
    expect(JSON.parse(body)).toEqual(later);
    const row = await database.db.prisma.entity.findUniqueOrThrow({
      where: { id: 'sensor.twice' },
    });
    expect(JSON.parse(row.body)).toMatchObject({ name: 'later' });
  });

  test('orders are given, carried out and forgotten', async () => {
    const orders = orderStore(database.db);
    const id = await orders.give({ type: 'forget', devices: ['d'] }, NOW);
    expect(await orders.open()).toEqual([{ id, order: { type: 'forget', devices: ['d'] } }]);
    await database.db.transaction((statements) => finishOrders(statements, [id], NOW));
    expect([await orders.open(), await orders.isDone(id)]).toEqual([[], true]);
  });

  test('counters add up, whoever counts at the same time', async () => {
    const counters = counterStore(database.db);
    const count = (name: string, detail: string | null) => ({ name, by: 2, at: NOW, detail });
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        counters.add(
          i % 2
            ? [count('a', 'x'), count('b', null), count('a', 'x')]
            : [count('b', null), count('a', 'x'), count('a', 'x')],
        ),
      ),
    );
    const all = new Map((await counters.all()).map((c) => [c.name, c.count]));
    expect([all.get('a'), all.get('b')]).toEqual([40, 20]);
  });
});
