// npm start: on a fresh clone too, installs and builds what is missing, then runs the product.
// An argument names one role to run alone, or `demo` for a simulated home.
import { ensureInstalled } from './lib/install.mjs';
import { root, say } from './lib/paths.mjs';

process.chdir(root);
const what = process.argv[2] ?? 'all';
try {
  await ensureInstalled();
  const { ensureBundles, ensurePages } = await import('./lib/build.mjs');
  await ensureBundles();
  if (what !== 'broker' && what !== 'recorder') await ensurePages();
} catch (error) {
  say(`Set-up failed: ${error.message}`);
  process.exit(1);
}
process.env.NODE_ENV ??= 'production';
await import('../build/server.js');
