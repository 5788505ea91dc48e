// npm test: on a fresh clone too, installs what is missing, the browser included, and runs every test.
// Arguments choose: `npm test -- unit`, `server` or `e2e`, followed by the files wanted.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
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
const failures = [];
let broken = false;

/** Runs one runner, shows its output, and adds its own count to the total, and what failed to the list. */
async function suite(command, args, report, read, env = {}) {
  rmSync(inRoot(report), { force: true });
  const code = await exitCode(command, args, { stdio: 'inherit', env });
  if (existsSync(inRoot(report))) {
    const counts = read(JSON.parse(readFileSync(inRoot(report), 'utf8')));
    for (const key of Object.keys(total)) total[key] += counts[key];
    failures.push(...counts.failures);
    if (code !== 0 && counts.failed === 0) broken = true;
  } else {
    broken = true;
  }
}

/** The failed tests of one file in Vitest's report; a file that could not be read is one, too. */
function vitestFailures({ name, message, assertionResults }) {
  const failed = assertionResults
    .filter(({ status }) => status === 'failed')
    .map((test) => ({ where: name, title: test.fullName, why: test.failureMessages.join('\n') }));
  return failed.length === 0 && message ? [{ where: name, title: '', why: message }] : failed;
}

/** The failed tests of one suite in Playwright's report, and of those inside of it. */
function playwrightFailures({ suites = [], specs = [] }) {
  const failed = specs
    .filter(({ ok }) => !ok)
    .map((spec) => ({
      where: spec.file,
      title: spec.title,
      why: spec.tests
        .flatMap((test) => test.results)
        .map((result) => result.error?.message ?? '')
        .filter((text) => text !== '')
        .join('\n'),
    }));
  return [...failed, ...suites.flatMap((inner) => playwrightFailures(inner))];
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
      failures: r.testResults.flatMap((file) => vitestFailures(file)),
    }),
  );

if (!part || part === 'unit') await vitest('unit');
if (!part || part === 'server') await vitest('server');
if (!part || part === 'e2e') {
  await suite(
    'node_modules/.bin/playwright',
    ['test', ...files],
    'build/e2e-tests.json',
    ({ stats, suites }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
      failures: suites.flatMap((of) => playwrightFailures(of)),
    }),
    { CHROMIUM_PATH: await findChromium() },
  );
}
if (broken) {
  say('A test runner ended without telling its result, or failed outside of a test: see above.');
  total.failed++;
}
// Once more, where whoever reads only the end of a long log finds them.
for (const { where, title, why } of failures) {
  const lines = why.split('\n').slice(0, 25);
  console.log(`\nFAILED ${path.relative(root, where)}: ${title}\n  ${lines.join('\n  ')}`);
}
console.log(`\nTests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
