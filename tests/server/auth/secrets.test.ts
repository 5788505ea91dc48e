import { expect, test } from 'vitest';
import { randomSecret } from '../../../lib/server/auth/secrets.ts';

test('a secret can be given to a command that takes what begins with a dash for an option', () => {
  const secrets = Array.from({ length: 2_000 }, () => randomSecret(24));
  expect(secrets.filter((secret) => !/^\w[\w-]{31}$/.test(secret))).toEqual([]);
  expect(new Set(secrets).size).toBe(secrets.length);
});
