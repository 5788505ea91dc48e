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
    (${writer.toString()})(parentPort, workerData, require);`;
  return new Worker(code, { eval: true, workerData });
}
