import { givenName } from '../../api/values.ts';

/** A mistake on the command line, in words for whoever typed it. */
export class UsageError extends Error {}

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
const MOST_MS = 100 * 31_536_000_000;

/** A duration such as 12h, 30d, 1y in ms. @throws UsageError */
export function duration(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhdwy])$/.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit ?? ''] ?? Number.NaN);
  if (!(ms > 0) || ms > MOST_MS) {
    throw new UsageError(`${JSON.stringify(text)} is no duration; try 12h, 30d or 1y`);
  }
  return ms;
}

/** A name that is there and fits on a page. @throws UsageError */
export function nameArgument(name: string | undefined): string {
  const trimmed = name?.trim() ?? '';
  if (trimmed === '') throw new UsageError('--name is missing');
  const parsed = givenName.safeParse(trimmed);
  if (!parsed.success) throw new UsageError(`--name: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

/**
 * Runs a command that uses the database, with its mistakes on standard error.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage
 */
export async function runCommand(help: string, command: () => Promise<void>): Promise<number> {
  try {
    await command();
    return 0;
  } catch (error) {
    if (isUsage(error)) {
      console.error(`${(error as Error).message}\n\n${help}`);
      return 2;
    }
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

/** Ours, or what parseArgs says of options it does not know. */
const isUsage = (error: unknown): boolean =>
  error instanceof UsageError ||
  String((error as { code?: unknown })?.code).startsWith('ERR_PARSE_ARGS');
