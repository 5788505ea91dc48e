import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digest, inRoot, say } from './paths.mjs';
import { run } from './run.mjs';

const stamp = inRoot('node_modules', '.inglenook');
const addon = inRoot('node_modules/better-sqlite3/build/Release/better_sqlite3.node');

/** Refuses a Node that is too old, in one line. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(
    `Inglenook needs Node 20.19 or newer; this is ${process.version}. Install one from nodejs.org.`,
  );
  process.exit(1);
}

/**
 * Installs the locked packages if they are missing or not those of package-lock.json. Install scripts
 * stay off: the one that is needed, better-sqlite3's, is run by name.
 */
export async function ensureInstalled() {
  checkNode();
  const wanted = digest(['package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(addon)) return;
  if (!installedByHand()) {
    say('Installing packages (the first time takes a minute or two) …');
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  }
  if (!existsSync(addon)) {
    say('Preparing the database driver …');
    await run('npm', ['rebuild', 'better-sqlite3'], { env: nodeHeaders() });
  }
  writeFileSync(stamp, wanted);
}

/** Someone ran `npm install` or `npm ci` since the lock file changed. */
function installedByHand() {
  const hidden = inRoot('node_modules/.package-lock.json');
  if (existsSync(stamp) || !existsSync(hidden)) return false;
  return statSync(hidden).mtimeMs >= statSync(inRoot('package-lock.json')).mtimeMs;
}

/** Where Node's headers lie beside Node, the driver can be compiled without fetching them. */
function nodeHeaders() {
  const prefix = path.resolve(path.dirname(process.execPath), '..');
  return existsSync(path.join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
}
