import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { BROKERS } from './brokers.ts';
import type { Options, Proof } from './proof.ts';

const DATABASES = ['sqlite', 'postgresql'] as const;

type Asked =
  | { readonly chosen: readonly Proof[]; readonly options: Options }
  /** What is wrong with the arguments; empty: only the usage is wanted. */
  | { readonly mistake: string };

/** Understands `[NAME …] [--rounds N] [--seed S] [--database D] [--broker B] [--long]`. */
export function readArguments(args: readonly string[], proofs: readonly Proof[]): Asked {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals: names } = parsed;
  if (values.help) return { mistake: '' };
  const unknown = names.filter((name) => !proofs.some((proof) => proof.name === name));
  if (unknown.length > 0) return { mistake: `There is no proof named ${unknown.join(', ')}.` };
  const seed = values.seed === undefined ? randomInt(1_000_000) : Number(values.seed);
  if (!Number.isSafeInteger(seed)) return { mistake: '--seed must be a whole number.' };
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isSafeInteger(rounds) && rounds > 0))
    return { mistake: '--rounds must be a whole number above 0.' };
  const database = DATABASES.find((name) => name === (values.database ?? 'sqlite'));
  if (database === undefined) return { mistake: `--database must be ${DATABASES.join(' or ')}.` };
  const broker = BROKERS.find((name) => name === values.broker);
  if (values.broker !== undefined && broker === undefined)
    return { mistake: `--broker must be ${BROKERS.join(', ')}.` };
  return {
    chosen: proofs.filter(({ name }) => names.length === 0 || names.includes(name)),
    options: {
      ...{ seed, database, long: values.long },
      ...(rounds !== undefined && { rounds }),
      ...(broker !== undefined && { broker }),
    },
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      seed: { type: 'string' },
      database: { type: 'string' },
      broker: { type: 'string' },
      long: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });

export const usage = (proofs: readonly Proof[]): string =>
  [
    'Usage: npm run prove [-- NAME … --rounds N --seed S --database sqlite|postgresql',
    '                         --broker embedded|mosquitto|rabbitmq --long]',
    '',
    ...proofs.map(({ name, promises, about }) => `  ${name.padEnd(15)} ${about} (${promises})`),
  ].join('\n');
