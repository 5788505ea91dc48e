import { existsSync } from 'node:fs';
import { exclusively } from './lock.mjs';
import { digest, inRoot, isDone, markDone, say } from './paths.mjs';
import { run } from './run.mjs';

const generated = (name) => name.startsWith('lib/server/db/generated');
const sources = [
  'server.ts',
  'cli.ts',
  'lib',
  'simulator',
  'bench',
  'prove',
  'tests/support',
  'scripts/lib/postgres.mjs',
];
const pages = [
  'app',
  'components',
  'lib',
  'public',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
  'package-lock.json',
];

/** Prisma's clients for both databases, from prisma/schema.prisma. */
export async function ensureGenerated() {
  const wanted = digest([
    'prisma/schema.prisma',
    'prisma.config.ts',
    'package-lock.json',
    'scripts/lib/postgres-schema.mjs',
  ]);
  const done = () =>
    isDone('prisma', wanted) &&
    ['generated', 'generated-postgresql'].every((name) =>
      existsSync(inRoot('lib/server/db', name)),
    );
  if (done()) return;
  await exclusively(inRoot('build/prisma.lock'), async () => {
    if (done()) return;
    say('Generating the database clients …');
    await run(process.execPath, ['scripts/prisma-generate.mjs']);
    markDone('prisma', wanted);
  });
}

/** build/server.js, cli.js, bench.js and prove.js, from TypeScript; well under a second. */
export async function ensureBundles() {
  await ensureGenerated();
  const wanted = digest(sources, generated);
  if (isDone('bundles', wanted)) return;
  await exclusively(inRoot('build/bundles.lock'), async () => {
    if (isDone('bundles', wanted)) return;
    const { build } = await import('esbuild');
    const entries = {
      server: 'server.ts',
      cli: 'cli.ts',
      bench: 'bench/main.ts',
      prove: 'prove/main.ts',
    };
    await build({
      absWorkingDir: inRoot(),
      entryPoints: Object.fromEntries(
        Object.entries(entries).filter(([, file]) => existsSync(inRoot(file))),
      ),
      outdir: 'build',
      bundle: true,
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      logLevel: 'error',
    });
    markDone('bundles', wanted);
  });
}

/** The pages: `next build`, only when something they are made of has changed. */
export async function ensurePages() {
  await ensureGenerated();
  const wanted = digest(pages, generated);
  const done = () => isDone('pages', wanted) && existsSync(inRoot('.next/BUILD_ID'));
  if (done()) return;
  await exclusively(inRoot('build/pages.lock'), async () => {
    if (done()) return;
    say('Building the pages (about half a minute) …');
    await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    });
    markDone('pages', wanted);
  });
}
