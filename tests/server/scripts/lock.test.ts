import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../support/until.ts';

const module = path.resolve(import.meta.dirname, '../../../scripts/lib/lock.mjs');
let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'inglenook-lock-'));
  lock = path.join(folder, 'pages.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Another process that takes the lock and then runs `work`; what it says so far. */
function locker(work: string) {
  const script = `import { exclusively } from ${JSON.stringify(module)};
    await exclusively(process.argv[1], async () => { console.log('in'); ${work} });
    console.log('out');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, lock]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  return { child, said: () => said };
}
const FOR_EVER = 'await new Promise(() => setInterval(() => {}, 1000));';

test('who comes second waits, says so, and goes on when the first has done', async () => {
  const first = locker(
    'await new Promise((go) => process.stdin.once("data", go)); process.stdin.destroy();',
  );
  await until(() => first.said().includes('in'));
  const second = locker('');
  await until(() => second.said().includes('Waiting for another process'));
  expect(second.said()).not.toContain('in\n');
  first.child.stdin.write('go\n');
  await until(() => second.said().includes('in\nout'));
  expect(existsSync(lock)).toBe(false);
});

test('a lock whose owner was killed is taken over, without waiting long', async () => {
  const first = locker(FOR_EVER);
  await until(() => first.said().includes('in'));
  first.child.kill('SIGKILL');
  const past = new Date(Date.now() - 60_000);
  await until(() => first.child.signalCode !== null);
  utimesSync(lock, past, past);
  const second = locker('');
  await until(() => second.said().includes('in\nout'));
});

test('an owner that works for long keeps its lock', async () => {
  const past = new Date(Date.now() - 60_000);
  const owner = locker(FOR_EVER);
  await until(() => owner.said().includes('in'));
  utimesSync(lock, past, past);
  await until(() => Date.now() - statSync(lock).mtimeMs < 10_000);
  owner.child.kill('SIGKILL');
});

test('where no lock can be made there is an error, and nobody waits for ever', async () => {
  const { exclusively } = await import(module);
  const below = path.join(module, 'pages.lock');
  await expect(exclusively(below, async () => {})).rejects.toThrow();
});
