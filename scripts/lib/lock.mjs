import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './paths.mjs';

/** The owner of a lock says this often that it lives … */
const SIGN_MS = 1_000;
/** … and is taken for dead after so long without one: killed, or its machine switched off. */
const DEAD_MS = 15_000;
const LOOK_MS = 200;

/**
 * One process at a time does `work`; the others wait, and say so. A lock is a folder, and what its owner left
 * behind is taken over. No process id is kept: after a restart it may be somebody else's.
 */
export async function exclusively(lock, work) {
  mkdirSync(path.dirname(lock), { recursive: true });
  let waiting = false;
  while (!taken(lock)) {
    if (silentMs(lock) > DEAD_MS) rmSync(lock, { recursive: true, force: true });
    else {
      if (!waiting) say('Waiting for another process that is building …');
      waiting = true;
      await delay(LOOK_MS);
    }
  }
  const signs = setInterval(() => signOfLife(lock), SIGN_MS);
  try {
    return await work();
  } finally {
    clearInterval(signs);
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function signOfLife(lock) {
  const now = new Date();
  try {
    utimesSync(lock, now, now);
  } catch (error) {
    // Taken for dead and removed, after this machine slept: the work goes on all the same.
    if (error.code !== 'ENOENT') throw error;
  }
}

/** How long ago its owner gave a sign of life; 0 if the lock has just been opened. */
function silentMs(lock) {
  const found = statSync(lock, { throwIfNoEntry: false });
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
}
