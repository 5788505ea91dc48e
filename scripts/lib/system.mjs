import { existsSync } from 'node:fs';
import path from 'node:path';
import { say } from './paths.mjs';
import { postgresPrograms } from './postgres.mjs';
import { exitCode } from './run.mjs';

const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];

/** The full path of a program, or null. */
export const which = (name) =>
  folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null;

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium that end-to-end tests drive: CHROMIUM_PATH, the system's, or Playwright's own. */
export async function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const found = browsers.map(which).find(Boolean);
  if (found) return found;
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

const hasPaho = async () =>
  which('python3') !== null &&
  (await exitCode('/usr/bin/python3', ['-c', 'import paho.mqtt.client'], { stdio: 'ignore' })) ===
    0;

/**
 * Sees to the programs the tests drive: Chromium, Mosquitto and its clients, PostgreSQL, Paho for Python.
 * Where apt-get can be used without a question it installs what is missing; elsewhere it says what to do.
 */
export async function ensureTestPrograms() {
  const missing = [];
  if (!(await findChromium())) missing.push('chromium');
  if (!which('mosquitto')) missing.push('mosquitto');
  if (!which('mosquitto_pub')) missing.push('mosquitto-clients');
  if (postgresPrograms() === null) missing.push('postgresql');
  if (!(await hasPaho())) missing.push('python3-paho-mqtt');
  await install(missing);
  if (!(await findChromium())) {
    say(
      'No Chromium here. Install it (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) and run npm test again.',
    );
    process.exit(1);
  }
}

/** What the proofs use to do harm; where one is missing, its proof is skipped and says so. */
export async function ensureProofPrograms() {
  const missing = [];
  if (!which('strace')) missing.push('strace');
  if (!which('faketime')) missing.push('faketime');
  if (!which('mosquitto')) missing.push('mosquitto');
  if (!which('rabbitmq-server')) missing.push('rabbitmq-server');
  if (postgresPrograms() === null) missing.push('postgresql');
  if (!(await install(missing)))
    say(`Missing here: ${missing.join(', ')}. What needs them is skipped.`);
}

/** Debian starts servers when they are installed; the tests start their own, on free ports. */
const SERVERS = ['mosquitto', 'postgresql', 'rabbitmq-server'];

/** Installs packages of the operating system where apt-get can be used without a question; whether it could. */
async function install(missing) {
  if (missing.length === 0) return true;
  const apt = which('apt-get');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const free =
    sudo.length === 0 || (await exitCode('sudo', ['-n', 'true'], { stdio: 'ignore' })) === 0;
  if (!apt || !free) return false;
  say(`Installing ${missing.join(', ')} from the operating system's packages …`);
  const run = (...args) => {
    const [command, ...rest] = [...sudo, apt, ...args];
    return exitCode(command, rest, {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 2],
    });
  };
  await run('update', '-qq');
  const code = await run('install', '-y', '-qq', '--no-install-recommends', ...missing);
  for (const server of SERVERS.filter((name) => missing.includes(name)))
    await exitCode('service', [server, 'stop'], { stdio: 'ignore' });
  return code === 0;
}
