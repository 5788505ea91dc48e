import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { type WriterData, writer } from './writer.ts';

/**
 * Starts the writing thread: a slow disk's fsync then holds up acknowledgements, but no live value.
 */
export function startWriter(file: string): Worker {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3');
  const workerData: WriterData = { driver, file };
  // Bundlers may wrap functions in a helper of this name to keep their names.
  const code = `
    const __name = (f) => f;
    const { parentPort, workerData } = require('node:worker_threads');
    const freeBytes = () => {
      const { bavail, bsize } = require('node:fs').statfsSync(workerData.file);
      return bavail * bsize;
    };
    (${writer.toString()})(parentPort, workerData, require, freeBytes);`;
  return new Worker(code, { eval: true, workerData });
}
