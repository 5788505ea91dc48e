import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { childEnv } from '../../support/roles.ts';

const root = path.resolve(import.meta.dirname, '../../..');
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'inglenook-cli-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

type Outcome = { code: number; stdout: string; stderr: string };

const cli = (args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(root, 'build/cli.js'), ...args],
      { cwd: root, env: childEnv({ DATA_DIR: dataDir, ...env }) },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

describe('a mistake on the command line', () => {
  test.each([
    [[], 2],
    [['nonsense'], 2],
    [['constructor'], 2],
    [['token', 'create', '--name', 'x'], 2],
    [['token', 'create', '--name', 'x', '--scope', 'root'], 2],
    [['token', 'create', '--name', '\u001b[31m', '--scope', 'read'], 2],
    [['token', 'create', '--name', 'a\nb', '--scope', 'read'], 2],
    [['token', 'create', '--name', 'x', '--scope', 'read', '--expires', '0d'], 2],
    [['token', 'create', '--name', 'x', '--scope', 'read', '--bogus'], 2],
    [['token', 'list', 'extra'], 2],
    [['token', 'revoke', 'ghost'], 1],
    [['mqtt-user', 'create'], 2],
    [['mqtt-user', 'list', 'extra'], 2],
    [['mqtt-user', 'revoke', 'inglenook-web'], 1],
    [['simulate', '--devices', '0'], 2],
    [['decode', '/nothing'], 1],
    [['database', 'copy', '--to', 'file:/nothing'], 2],
    [['database', 'check', '--at', 'file:/nothing'], 1],
    [['database', 'compact', '--at', 'mysql://b/c'], 2],
    [['database', 'check', 'twice'], 2],
    [['database', 'copy', '--from', 'file:a', '--to', 'mysql://b/c'], 2],
    [['database', 'copy', '--from', 'file:a', '--to', 'file:./a'], 2],
    [['database', 'copy', '--from', 'file:/nothing', '--to', 'file:/nothing/else'], 1],
    [['database', 'copy', '--from', 'postgresql://a:b@127.0.0.1:1/c', '--to', 'file:/nothing'], 1],
    [['database', 'reopen', '--at', 'file:/nothing'], 1],
  ] as const)('%j is told on standard error, with code %i', async (args, code) => {
    const outcome = await cli(args);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).not.toBe('');
    expect(outcome.stderr).not.toMatch(/\bat .*\.[jt]s:\d/);
  });

  test('in the configuration is told in a line, without its secrets', async () => {
    const wrong = { DATABASE_URL: 'mysql://user:hush@db/home' };
    const { code, stdout, stderr } = await cli(['token', 'list'], wrong);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Configuration: DATABASE_URL .*\n$/);
    expect(stderr).not.toContain('hush');
  });
});

test('a new token is all that is printed, and its database is for its owner alone', async () => {
  const { stdout, stderr } = await cli(['token', 'create', '--name', 'x', '--scope', 'read']);
  expect(stdout).toMatch(/^ing_[\w-]{43}\n$/);
  expect(stderr).toBe('');
  const { mode } = await stat(path.join(dataDir, 'inglenook.db'));
  expect(mode & 0o077).toBe(0);
  expect((await cli(['token', 'list'])).stdout).not.toContain(stdout.trim());
});
