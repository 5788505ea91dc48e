import { type ChildProcess, spawn } from 'node:child_process';
import type { Env } from './env.ts';
import type { Log } from './log.ts';
import { pageAddresses } from './page-addresses.ts';
import type { Running } from './role.ts';

/** EX_CONFIG of sysexits.h: a mistake only a person can mend, so restarting is of no use. */
export const CONFIGURATION_EXIT = 78;

const BACKOFF_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** A role that ran this long has recovered; its next death starts the backoff anew. */
const HEALTHY_MS = 60_000;
const STOP_GRACE_MS = 8_000;

/**
 * Runs each part as a process of its own, restarts with backoff what dies, and ends them all on
 * SIGINT or SIGTERM. Resolves never; the process exits.
 */
export async function supervise(
  parts: readonly string[],
  env: Env,
  /** The built server.ts, which starts a part when given its name. */
  entry: string,
): Promise<void> {
  const children = new Map<string, ChildProcess>();
  const deaths = new Map<string, number>();
  let stopping = false;
  let announced = false;

  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    await Promise.all([...children.values()].map(end));
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));

  const launch = (part: string) => {
    if (stopping) return;
    const startedAt = Date.now();
    const child = spawn(process.execPath, [entry, part, '--child'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.set(part, child);
    child.on('message', (message) => {
      if (!isReady(message) || part !== 'web' || announced) return;
      announced = true;
      console.log(banner(env));
    });
    child.on('exit', (code, signal) => {
      children.delete(part);
      if (stopping) return;
      if (code === CONFIGURATION_EXIT) {
        void stop(1);
        return;
      }
      const before = Date.now() - startedAt > HEALTHY_MS ? 0 : (deaths.get(part) ?? 0);
      deaths.set(part, before + 1);
      const waitMs = BACKOFF_MS[Math.min(before, BACKOFF_MS.length - 1)]!;
      console.error(
        `The ${part} ended (${signal ?? `code ${code}`}); it starts again in ${waitMs / 1000} s.`,
      );
      setTimeout(() => launch(part), waitMs);
    });
  };
  for (const part of parts) launch(part);
  await new Promise(() => {});
}

/**
 * Runs one role until a signal, or until its supervisor is gone: a role never outlives it unseen.
 * Exits the process.
 */
export async function runAsChild(start: () => Promise<Running>, log: Log): Promise<void> {
  let running: Running | null = null;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_GRACE_MS - 1_000).unref();
    await running?.stop().catch((error: unknown) => log.error({ err: error }, 'stop failed'));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  running = await start();
  if (stopping) await running.stop();
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
    child.on('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

const isReady = (message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  (message as { type?: unknown }).type === 'ready';

function banner(env: Env): string {
  const { here, network } = pageAddresses(env);
  return `\n  Inglenook is ready: ${[here, ...network].join('  ')}\n`;
}
