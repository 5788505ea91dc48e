import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { fillPast } from '../../../simulator/past.ts';
import { startSimulator } from '../../../simulator/run.ts';
import { readEnv } from '../env.ts';
import { createLog } from '../log.ts';

const HELP = `Usage: npm run -s cli -- simulate [OPTION …]

Runs a simulated home: every device is an MQTT client of its own. Ends with Ctrl+C.

  --url URL          broker (default: MQTT_URL, else mqtt://127.0.0.1:MQTT_PORT)
  --username NAME    MQTT credential; for the built-in broker make one with
  --password TEXT      npm run -s cli -- mqtt-user create --name simulator
  --devices N        how many devices (default: the whole flat)
  --rate N           reports a second of all devices together (default: each its own pace)
  --seed N           another number is another home (default: 1)
  --past             first fill the history with a year of past readings, once
  --help             this text`;

const OPTIONS = {
  url: { type: 'string' },
  username: { type: 'string' },
  password: { type: 'string' },
  devices: { type: 'string' },
  rate: { type: 'string' },
  seed: { type: 'string' },
  past: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const wishes = z.object({
  url: z
    .url({ protocol: /^(mqtts?|tcp|ssl|wss?)$/, error: 'must look like mqtt://host:1883' })
    .optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  devices: z.coerce.number().int().min(1).max(10_000).optional(),
  rate: z.coerce.number().positive().max(50_000).optional(),
  seed: z.coerce.number().int().default(1),
  past: z.boolean().default(false),
});

/**
 * `simulate`: runs until SIGINT or SIGTERM.
 * @returns the exit code: 0, or 2 for arguments that make no sense.
 */
export async function simulateCommand(args: readonly string[]): Promise<number> {
  const read = readArguments(args);
  if (typeof read === 'string') {
    console.error(`${read}\n\n${HELP}`);
    return 2;
  }
  if (read === null) {
    console.log(HELP);
    return 0;
  }
  const env = readEnv(process.env);
  const log = createLog('simulate', env.LOG_LEVEL);
  const { past, url, ...options } = read;
  if (past) await fillPast({ env, log, seed: options.seed });
  const simulator = await startSimulator({
    ...options,
    url: url ?? env.MQTT_URL ?? `mqtt://127.0.0.1:${env.MQTT_PORT}`,
    timeZone: env.HOME_TIME_ZONE,
    log,
  });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await simulator.stop();
  return 0;
}

/** The wishes; null: help was asked for; a text: what is wrong. */
function readArguments(args: readonly string[]): z.infer<typeof wishes> | string | null {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false });
    if (values.help) return null;
    const parsed = wishes.safeParse(values);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `--${issue?.path.join('.')} ${issue?.message}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
