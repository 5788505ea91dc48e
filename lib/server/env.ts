import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const count = (fallback: number) => z.coerce.number().int().min(1).max(1_000_000).default(fallback);
const flag = (fallback: 'true' | 'false') =>
  z
    .enum(['true', 'false', '1', '0', 'yes', 'no'])
    .default(fallback)
    .transform((text) => text === 'true' || text === '1' || text === 'yes');

const timeZone = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return true;
    } catch {
      return false;
    }
  },
  { error: 'is no IANA time zone; try for example Europe/Berlin' },
);

/** What can stand in a topic and in a client id. */
const NAME = /^[\w.-]{1,60}$/;
const NAME_RULE = 'may have letters, digits, dots, hyphens and underscores, at most 60 of them';

const schema = z.object({
  PORT: port(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.string().optional(),
  MQTT_URL: z
    .url({
      protocol: /^(mqtts?|tcp|ssl|wss?)$/,
      error: 'must look like mqtt://user:password@host:1883',
    })
    .optional(),
  MQTT_PORT: port(1883),
  MQTT_WS_PORT: port(8083),
  MQTT_ALLOW_ANONYMOUS: flag('false'),
  /** Largest message that the built-in broker takes, KiB: a list of more than 60 Zigbee devices is larger. */
  MQTT_MAX_PACKET_KB: z.coerce.number().int().min(64).max(16_384).default(256),
  /** What may wait in the built-in broker for one client that is away or slow, MiB. */
  MQTT_MAX_QUEUE_MB: z.coerce.number().int().min(1).max(4096).default(64),
  /** How long such a queue may be full while nobody takes anything out of it; devices wait for it meanwhile. */
  MQTT_FULL_QUEUE_HOURS: z.coerce.number().min(0).max(168).default(1),
  MQTT_PUBLIC_WS_URL: z
    .url({ protocol: /^wss?$/, error: 'must look like wss://host/mqtt' })
    .optional(),
  /** Extra origins (comma separated, like https://home.example.org) that browsers may come from. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((s) => s.trim().replace(/\/$/, ''))
        .filter(Boolean),
    )
    .pipe(z.array(z.url({ protocol: /^https?$/ }))),
  /** Addresses of reverse proxies (comma separated) whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((s) => s.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.union([z.ipv4(), z.ipv6()], { error: 'must be IP addresses' }))),
  OWNER_EMAIL: z.email().optional(),
  OWNER_PASSWORD: z.string().min(10, 'needs at least 10 characters').optional(),
  /** The first level of Home Assistant's discovery topics. */
  HA_DISCOVERY_PREFIX: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)*$/, 'must be a topic like homeassistant')
    .default('homeassistant'),
  /** Whether to say `online` on `<prefix>/status` at start, on which devices announce themselves again. */
  HA_BIRTH: flag('true'),
  /**
   * How long a reading may wait in memory before it is stored, ms; the broker keeps it meanwhile, and whoever
   * asks for history gets it at once. Fewer commits let an SD card live longer.
   */
  RECORDER_COMMIT_MS: z.coerce.number().int().min(0).max(60_000).default(10_000),
  /** Recorders with the same name share the messages of another broker (docs/several-recorders.md). */
  RECORDER_GROUP: z.string().regex(NAME, NAME_RULE).optional(),
  /** Which one of them this is; the name of the machine if absent. */
  RECORDER_ID: z.string().regex(NAME, NAME_RULE).optional(),
  MAX_DEVICES: count(10_000),
  MAX_ENTITIES: count(20_000),
  /** Entities that are guessed from topics nobody announced. */
  MAX_GUESSES: count(5_000),
  /** Topics whose last payload is kept for devices that are announced later. */
  MAX_KEPT_TOPICS: count(20_000),
  HOME_NAME: z.string().default('Home'),
  HOME_TIME_ZONE: timeZone.default(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Env = Omit<z.infer<typeof schema>, 'DATA_DIR' | 'DATABASE_URL' | 'RECORDER_ID'> & {
  readonly RECORDER_ID: string;
  /** Absolute. */
  readonly DATA_DIR: string;
  readonly DATABASE_URL: string;
  readonly hostname: string;
};

/** Whether this is an address of PostgreSQL, with a database; characters of a password may need escaping. */
function namesPostgresql(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  return new URL(text).pathname.length > 1;
}

/** A mistake in the configuration, in one line that says what to do. */
export class ConfigurationError extends Error {}

/** Something that is needed does not answer, such as a database that is still starting: later it may. */
export class UnreachableError extends ConfigurationError {}

/**
 * Reads the configuration. An empty variable counts as absent.
 * @throws ConfigurationError naming every variable that is wrong (fail closed: nothing starts).
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, v]) => v !== undefined && v !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new ConfigurationError(`Configuration: ${lines.join('; ')}`);
  }
  const env = parsed.data;
  const dataDir = path.resolve(env.DATA_DIR);
  const url = env.DATABASE_URL ?? `file:${path.join(dataDir, 'inglenook.db')}`;
  if (!url.startsWith('file:') && !namesPostgresql(url)) {
    throw new ConfigurationError(
      'Configuration: DATABASE_URL must look like file:/path/to/inglenook.db (SQLite) or postgresql://user:password@host:5432/database',
    );
  }
  if ((env.OWNER_EMAIL === undefined) !== (env.OWNER_PASSWORD === undefined)) {
    throw new ConfigurationError(
      'Configuration: set OWNER_EMAIL and OWNER_PASSWORD together, or neither',
    );
  }
  if (env.RECORDER_GROUP !== undefined && env.MQTT_URL === undefined) {
    throw new ConfigurationError(
      'Configuration: RECORDER_GROUP is for recorders that share a broker of their own: set MQTT_URL, or leave RECORDER_GROUP out',
    );
  }
  const hostname = os.hostname();
  const id = env.RECORDER_ID ?? (hostname.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'recorder');
  return { ...env, RECORDER_ID: id, DATA_DIR: dataDir, DATABASE_URL: url, hostname };
}
