// npm run prove: breaks a home in every way it must survive, and counts what is missing.
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';

process.chdir(root);
await ensureInstalled();
const { ensureBundles, ensurePages } = await import('./lib/build.mjs');
const { ensureProofPrograms } = await import('./lib/system.mjs');
await ensureProofPrograms();
await ensureBundles();
await ensurePages();
await import('../build/prove.js');
