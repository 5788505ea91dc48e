// npm run check: format, lint, types, and the architecture.
import { ensureInstalled } from './lib/install.mjs';
import { say } from './lib/paths.mjs';
import { exitCode } from './lib/run.mjs';

await ensureInstalled();
const { ensureGenerated } = await import('./lib/build.mjs');
await ensureGenerated();

// The types of the routes, which tsc wants, without a whole build.
await exitCode(process.execPath, ['node_modules/next/dist/bin/next', 'typegen'], {
  stdio: 'ignore',
  env: { NEXT_TELEMETRY_DISABLED: '1' },
});

const bin = (name) => `node_modules/.bin/${name}`;
const steps = [
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json', '--noEmit']],
  [
    'types of the domain, without Node and DOM',
    bin('tsc'),
    ['-p', 'tsconfig.domain.json', '--noEmit'],
  ],
  ['architecture', bin('vitest'), ['run', '--project', 'unit', 'tests/architecture.test.ts']],
];
let failed = 0;
for (const [name, command, args] of steps) {
  const code = await exitCode(command, args, { stdio: 'inherit' });
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) failed++;
}
process.exit(failed === 0 ? 0 : 1);
