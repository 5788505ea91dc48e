// npm run prove: breaks a home in every way it must survive, and counts what is missing.
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { exitCode } from './lib/run.mjs';

process.chdir(root);
const APART = 'INGLENOOK_PROVE_APART';

// The small disks of some proofs are mounted where nothing else on this machine sees them.
const canBeApart = process.platform === 'linux' && process.getuid() === 0 && !process.env[APART];
if (canBeApart && (await exitCode('unshare', ['--mount', 'true'], { stdio: 'ignore' })) === 0) {
  const self = [process.execPath, ...process.argv.slice(1)];
  process.exit(
    await exitCode('unshare', ['--mount', ...self], { stdio: 'inherit', env: { [APART]: 'yes' } }),
  );
}

await ensureInstalled();
const { ensureBundles, ensurePages } = await import('./lib/build.mjs');
const { ensureProofPrograms } = await import('./lib/system.mjs');
await ensureProofPrograms();
await ensureBundles();
await ensurePages();
await import('../build/prove.js');
