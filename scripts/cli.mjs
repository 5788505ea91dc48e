// npm run -s cli -- COMMAND …: the same core as the product, in a terminal.
import { ensureInstalled } from './lib/install.mjs';
import { say } from './lib/paths.mjs';

try {
  await ensureInstalled();
  const { ensureBundles } = await import('./lib/build.mjs');
  await ensureBundles();
} catch (error) {
  say(`Set-up failed: ${error.message}`);
  process.exit(1);
}
await import('../build/cli.js');
