import { existsSync } from 'node:fs';
import path from 'node:path';

let found: string | undefined;

/**
 * The folder that holds package.json and prisma/migrations, wherever the running bundle lies:
 * looked for upwards from the working directory, then from the started script.
 * @throws Error when there is none; the installation is broken.
 */
export function projectRoot(): string {
  found ??= [process.cwd(), path.dirname(process.argv[1] ?? '.')].map(upwards).find((dir) => dir);
  if (found === undefined) throw new Error('prisma/migrations is missing from the installation');
  return found;
}

function upwards(from: string): string | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'prisma', 'migrations'))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}
