// npm test: on a fresh clone too, installs what is missing, the browser included, and runs every test.
// Arguments choose: `npm test -- unit`, `server` or `e2e`, followed by the files wanted.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot, root, say } from './lib/paths.mjs';
import { exitCode } from './lib/run.mjs';

process.chdir(root);
const [part, ...files] = process.argv.slice(2);
if (part && !['unit', 'server', 'e2e'].includes(part)) {
  say('Usage: npm test [-- unit|server|e2e [FILE …]]');
  process.exit(2);
}
await ensureInstalled();
const { ensureBundles, ensurePages } = await import('./lib/build.mjs');
const { ensureTestPrograms, findChromium } = await import('./lib/system.mjs');
await ensureTestPrograms();
await ensureBundles();
if (part !== 'unit') await ensurePages();

const total = { passed: 0, failed: 0, skipped: 0 };
let broken = false;

/** Runs one runner, shows its output, and adds its own count to the total. */
async function suite(command, args, report, read, env = {}) {
  rmSync(inRoot(report), { force: true });
  const code = await exitCode(command, args, { stdio: 'inherit', env });
  if (existsSync(inRoot(report))) {
    const counts = read(JSON.parse(readFileSync(inRoot(report), 'utf8')));
    for (const key of Object.keys(total)) total[key] += counts[key];
    if (code !== 0 && counts.failed === 0) broken = true;
  } else {
    broken = true;
  }
}

const vitest = async (project) =>
  suite(
    'node_modules/.bin/vitest',
    [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=build/${project}-tests.json`,
      ...files,
    ],
    `build/${project}-tests.json`,
    (r) => ({
      passed: r.numPassedTests,
      failed: r.numFailedTests,
      skipped: r.numPendingTests + r.numTodoTests,
    }),
  );

if (!part || part === 'unit') await vitest('unit');
if (!part || part === 'server') await vitest('server');
if (!part || part === 'e2e') {
  await suite(
    'node_modules/.bin/playwright',
    ['test', ...files],
    'build/e2e-tests.json',
    ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }),
    { CHROMIUM_PATH: await findChromium() },
  );
}
if (broken) {
  say('A test runner ended without telling its result, or failed outside of a test: see above.');
  total.failed++;
}
console.log(`\nTests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
