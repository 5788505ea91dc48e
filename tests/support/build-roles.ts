/** Vitest's global set-up of the server project: build/server.js and build/cli.js as they stand now. */
export default async function setup(): Promise<void> {
  // @ts-expect-error plain JavaScript, so that it runs before anything is installed
  const { ensureBundles } = await import('../../scripts/lib/build.mjs');
  await ensureBundles();
}
