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
  if (missing.length === 0) return;

  const apt = which('apt-get');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (
    apt &&
    (sudo.length === 0 || (await exitCode('sudo', ['-n', 'true'], { stdio: 'ignore' })) === 0)
  ) {
    say(`Installing ${missing.join(', ')} from the operating system's packages …`);
    const install = (...args) => {
      const [command, ...rest] = [...sudo, apt, ...args];
      return exitCode(command, rest, {
        env: { DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 'ignore', 2],
      });
    };
    await install('update', '-qq');
    await install('install', '-y', '-qq', '--no-install-recommends', ...missing);
    // Debian starts servers when they are installed; the tests start their own, on free ports.
    for (const server of ['mosquitto', 'postgresql']) {
      if (missing.includes(server))
        await exitCode('service', [server, 'stop'], { stdio: 'ignore' });
    }
  }
  if (!(await findChromium())) {
    say(
      'No Chromium here. Install it (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) and run npm test again.',
    );
    process.exit(1);
  }
}
