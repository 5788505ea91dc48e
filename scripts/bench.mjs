// npm run bench: the benchmarks, as a table and as JSON (bench-results.json).
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';

process.chdir(root);
await ensureInstalled();
const { ensureBundles, ensurePages } = await import('./lib/build.mjs');
const { findChromium } = await import('./lib/system.mjs');
await ensureBundles();
await ensurePages();
process.env.CHROMIUM_PATH ??= (await findChromium()) ?? '';
await import('../build/bench.js');
