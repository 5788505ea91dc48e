// npm test: on a fresh clone too, installs what is missing, the browser included, and runs every test.
// Arguments choose: `npm test -- unit`, `server` or `e2e`, followed by the files wanted.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot, root, say } from './lib/paths.mjs';
import { repeatedFile } from './lib/repeated-reporter.mjs';
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
const repeated = [];
let broken = false;

/** Runs one runner, shows its output, and adds its own count to the total, and what failed to the list. */
async function suite(command, args, report, read, env = {}) {
  rmSync(inRoot(report), { force: true });
  const code = await exitCode(command, args, { stdio: 'inherit', env });
  if (existsSync(inRoot(report))) {
    const counts = read(JSON.parse(readFileSync(inRoot(report), 'utf8')));
    for (const key of Object.keys(total)) total[key] += counts[key];
    failures.push(...counts.failures);
    repeated.push(...counts.repeated);
    if (code !== 0 && counts.failed === 0) broken = true;
  } else {
    broken = true;
  }
}

const readList = (file) =>
  existsSync(inRoot(file)) ? JSON.parse(readFileSync(inRoot(file), 'utf8')) : [];

/** The failed tests of one file in Vitest's report; a file that could not be read is one, too. */
function vitestFailures({ name, message, assertionResults }) {
  const failed = assertionResults
    .filter(({ status }) => status === 'failed')
    .map((test) => ({ where: name, title: test.fullName, why: test.failureMessages.join('\n') }));
  return failed.length === 0 && message ? [{ where: name, title: '', why: message }] : failed;
}

/** The tests of one suite in Playwright's report that came out like that, and of those inside of it. */
function playwrightTests({ suites = [], specs = [] }, status) {
  const found = specs
    .filter(({ tests }) => tests.some((test) => test.status === status))
    .map((spec) => ({
      where: `tests/e2e/${spec.file}`,
      title: spec.title,
      why: spec.tests
        .flatMap((test) => test.results)
        .map((result) => result.error?.message ?? '')
        .filter((text) => text !== '')
        .join('\n'),
    }));
  return [...found, ...suites.flatMap((inner) => playwrightTests(inner, status))];
}

const vitest = async (project) => {
  rmSync(inRoot(repeatedFile(project)), { force: true });
  await suite(
    'node_modules/.bin/vitest',
    [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      '--reporter=./scripts/lib/repeated-reporter.mjs',
      `--outputFile.json=build/${project}-tests.json`,
      ...files,
    ],
    `build/${project}-tests.json`,
    (r) => ({
      passed: r.numPassedTests,
      failed: r.numFailedTests,
      skipped: r.numPendingTests + r.numTodoTests,
      failures: r.testResults.flatMap((file) => vitestFailures(file)),
      repeated: readList(repeatedFile(project)),
    }),
  );
};

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
      failures: suites.flatMap((suite) => playwrightTests(suite, 'unexpected')),
      repeated: suites.flatMap((suite) => playwrightTests(suite, 'flaky')),
    }),
    { CHROMIUM_PATH: await findChromium() },
  );
}
if (broken) {
  say('A test runner ended without telling its result, or failed outside of a test: see above.');
  total.failed++;
}
// Once more, where whoever reads only the end of a long log finds them.
for (const [word, list] of [
  ['PASSED ONLY WHEN REPEATED', repeated],
  ['FAILED', failures],
]) {
  for (const { where, title, why } of list) {
    const lines = why.split('\n').slice(0, 25);
    console.log(`\n${word} ${path.relative(root, where)}: ${title}\n  ${lines.join('\n  ')}`);
  }
}
console.log(`\nTests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
