/** Vitest's global set-up of the server project: build/server.js and build/cli.js as they stand now. */
export default async function setup(): Promise<void> {
  const { ensureBundles } = await import('../../scripts/lib/build.mjs');
  await ensureBundles();
}
