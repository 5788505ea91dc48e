// The one file that wires: starts one role (`node build/server.js broker|recorder|web`),
// or supervises all three (no argument), with a simulated home beside them (`demo`).
import { existsSync } from 'node:fs';
import { ConfigurationError, type Env, readEnv, UnreachableError } from './lib/server/env.ts';
import { createLog, type Log } from './lib/server/log.ts';
import { ROLES, type RoleName, type Running, type StartRole } from './lib/server/role.ts';
import { CONFIGURATION_EXIT, runAsChild, supervise } from './lib/server/supervisor.ts';

type Part = RoleName | 'demo';

async function load(part: Part): Promise<StartRole> {
  switch (part) {
    case 'broker':
      return (await import('./lib/server/broker/start.ts')).startBroker;
    case 'recorder':
      return (await import('./lib/server/recorder/start.ts')).startRecorder;
    case 'web':
      return (await import('./lib/server/web/start.ts')).startWeb;
    case 'demo':
      return (await import('./simulator/demo.ts')).startDemo;
  }
}

async function main(argument: string | undefined): Promise<void> {
  // The databases tell who is at home and when: what a role makes is for its owner alone.
  process.umask(0o077);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const env = readEnv(process.env);
  const child = process.argv[3] === '--child' || process.send !== undefined;

  if (isRole(argument) || (argument === 'demo' && child)) {
    const start = await load(argument);
    const log = createLog(argument, env.LOG_LEVEL);
    await runAsChild(() => started(start, env, log), log);
  } else if (argument === undefined || argument === 'all' || argument === 'demo') {
    const roles = ROLES.filter((role) => role !== 'broker' || env.MQTT_URL === undefined);
    await supervise(argument === 'demo' ? [...roles, 'demo'] : roles, env, import.meta.filename);
  } else {
    throw new ConfigurationError(
      `Unknown role ${argument}: use broker, recorder, web or demo, or none for all`,
    );
  }
}

const isRole = (text: string | undefined): text is RoleName =>
  (ROLES as readonly string[]).includes(text ?? '');

async function started(start: StartRole, env: Env, log: Log): Promise<Running> {
  const running = await start(env, log);
  process.send?.({ type: 'ready' });
  log.info('ready');
  return running;
}

main(process.argv[2]).catch((error: unknown) => {
  const known = error instanceof ConfigurationError;
  console.error(known ? error.message : error);
  // What does not answer now may do so later: the supervisor starts the role again.
  process.exit(known && !(error instanceof UnreachableError) ? CONFIGURATION_EXIT : 1);
});
