import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a program to its end. Its output goes to stderr unless `stdio` says otherwise, so that
 * a command's own answer on stdout stays clean.
 * @throws Error naming the command when it fails.
 */
export async function run(command, args, { env = {}, stdio = ['ignore', 2, 2] } = {}) {
  const code = await exitCode(command, args, { env, stdio });
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with code ${code}`);
}

/** Runs a program and resolves to its exit code; 127 if it does not exist. */
export function exitCode(command, args, { env = {}, stdio = ['ignore', 2, 2] } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env } });
    child.on('error', () => resolve(127));
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
