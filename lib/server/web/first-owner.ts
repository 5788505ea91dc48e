import { networkInterfaces } from 'node:os';
import type { Doors } from '../auth/doors.ts';
import type { SetupCode } from '../auth/setup-code.ts';
import type { Env } from '../env.ts';

/**
 * Makes the owner that OWNER_EMAIL and OWNER_PASSWORD name, or shows the code with which a person
 * becomes it. Does nothing in a home that has one.
 */
export async function greetFirstOwner(
  env: Pick<Env, 'OWNER_EMAIL' | 'OWNER_PASSWORD' | 'HOST' | 'PORT'>,
  doors: Pick<Doors, 'isClaimed' | 'claim'>,
  code: SetupCode,
): Promise<void> {
  if (await doors.isClaimed()) return;
  const { OWNER_EMAIL: email, OWNER_PASSWORD: password } = env;
  if (email !== undefined && password !== undefined) {
    await doors.claim({ name: email.split('@')[0] ?? email, email, password });
    return;
  }
  console.log(
    boxed([
      'This home has no owner yet. Open',
      `${address(env)}/setup`,
      `and enter the setup code  ${await code.renew()}`,
    ]),
  );
}

/** Where a browser in the home's network finds the page. */
function address({ HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): string {
  const open = HOST === '0.0.0.0' || HOST === '::';
  const own = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  return `http://${open ? (own ?? 'localhost') : HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
}

function boxed(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = '─'.repeat(width + 4);
  const body = lines.map((line) => `│  ${line.padEnd(width)}  │`);
  return ['', `┌${edge}┐`, ...body, `└${edge}┘`, ''].join('\n');
}
