import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The Material Design Icons that devices ask for by name, one file each. */
const FOLDER = path.join(/* turbopackIgnore: true */ process.cwd(), 'node_modules/@mdi/svg/svg');
const NAME = /^[a-z0-9-]{1,60}\.svg$/;

type Context = { params: Promise<{ name: string }> };

export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { name } = await params;
  const svg = NAME.test(name)
    ? await readFile(/* turbopackIgnore: true */ path.join(FOLDER, name)).catch(() => null)
    : null;
  if (svg === null) return new Response('No such icon', { status: 404 });
  return new Response(new Uint8Array(svg), {
    headers: {
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
}
