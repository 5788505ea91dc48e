/** Global set-up of the tests that start roles: build/server.js and build/cli.js as they stand now. */
export default async function setup(): Promise<void> {
  const { ensureBundles } = await import('../../scripts/lib/build.mjs');
  await ensureBundles();
}
