import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { decode } from '../../domain/decode.ts';

const HELP = `Usage: cli decode FILE

Prints what Inglenook makes of captured MQTT messages, as JSON.

FILE (or - for standard input) holds
  {"messages": [{"topic": "...", "payload": "...", "retain": true}, ...],
   "commands": [{"entity": "light.kitchen", "command": "turn_on", "brightness": 40}, ...]}
A binary payload is given as payload_base64 instead of payload. "retain", "time" (RFC 3339 or
epoch milliseconds) and "commands" may be left out.`;

/** The last instant a Date can hold. */
const LATEST_MS = 8.64e15;

/** What may be left out, or be null. */
const absent = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

const message = z
  .object({
    topic: z.string(),
    payload: absent(z.string()),
    payload_base64: absent(z.string()),
    retain: z
      .boolean()
      .nullish()
      .transform((retain) => retain ?? false),
    time: absent(
      z.union([z.number().min(0).max(LATEST_MS), z.iso.datetime({ offset: true })], {
        error: 'must be an RFC 3339 time or epoch milliseconds',
      }),
    ),
  })
  .refine((m) => m.payload === undefined || m.payload_base64 === undefined, {
    error: 'has both payload and payload_base64',
  });

const input = z.object({
  messages: z.array(message),
  commands: absent(z.array(z.looseObject({ entity: z.string(), command: z.string() }))),
});

/** `cli decode FILE`: exit code 0, or 1 with the reason on standard error. */
export async function decodeCommand(args: string[]): Promise<number> {
  const [file, ...rest] = args;
  if (file === '--help' || file === '-h') {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  if (file === undefined || rest.length > 0) return fail(`decode takes one FILE.\n\n${HELP}`);
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    return fail(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    return fail(`${name(file)} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = input.safeParse(json);
  if (!parsed.success) {
    return fail(`${name(file)}: ${complaint(parsed.error)}`);
  }
  await print(`${JSON.stringify(decode(parsed.data), null, 2)}\n`);
  return 0;
}

const name = (file: string) => (file === '-' ? 'Standard input' : file);

/** Where the first mistake is and what it is: `messages[3].topic: expected string, …`. */
function complaint({ issues: [issue] }: z.ZodError): string {
  const path = (issue?.path ?? [])
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  const what = (issue?.message ?? 'is wrong').replace(/^Invalid input: /, '');
  return path === '' ? what : `${path}: ${what}`;
}

function fail(reason: string): number {
  process.stderr.write(`${reason}\n`);
  return 1;
}

/** Resolves when everything is written: the process may exit right after. */
function print(output: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(output, (error) => (error ? reject(error) : resolve()));
  });
}
