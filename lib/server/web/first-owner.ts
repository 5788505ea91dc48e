import type { Doors } from '../auth/doors.ts';
import type { SetupCode } from '../auth/setup-code.ts';
import type { Env } from '../env.ts';
import { pageAddresses } from '../page-addresses.ts';

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
  const { here, network } = pageAddresses(env);
  console.log(
    boxed([
      'This home has no owner yet. Open',
      `${network[0] ?? here}/setup`,
      `and enter the setup code  ${await code.renew()}`,
    ]),
  );
}

function boxed(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = '─'.repeat(width + 4);
  const body = lines.map((line) => `│  ${line.padEnd(width)}  │`);
  return ['', `┌${edge}┐`, ...body, `└${edge}┘`, ''].join('\n');
}
