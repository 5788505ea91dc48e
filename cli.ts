// The terminal's door to the same core: `npm run -s cli -- COMMAND …`.
import { existsSync } from 'node:fs';
import { ConfigurationError } from './lib/server/env.ts';

const COMMANDS = {
  decode: {
    about: 'print what the app makes of captured MQTT messages',
    load: async () => (await import('./lib/server/cli/decode-command.ts')).decodeCommand,
  },
  simulate: {
    about: 'run simulated devices against any broker',
    load: async () => (await import('./lib/server/cli/simulate-command.ts')).simulateCommand,
  },
  token: {
    about: 'create, list and revoke tokens for the REST API',
    load: async () => (await import('./lib/server/cli/token-command.ts')).tokenCommand,
  },
  import: {
    about: 'bring in the past from Home Assistant, InfluxDB, CSV or NDJSON',
    load: async () => (await import('./lib/server/cli/import-command.ts')).importCommand,
  },
  'mqtt-user': {
    about: 'create, list and revoke credentials for MQTT clients',
    load: async () => (await import('./lib/server/cli/mqtt-user-command.ts')).mqttUserCommand,
  },
  database: {
    about: 'move the home between SQLite and PostgreSQL',
    load: async () => (await import('./lib/server/cli/database-command.ts')).databaseCommand,
  },
} as const;

type Name = keyof typeof COMMANDS;
const isName = (text: string | undefined): text is Name =>
  text !== undefined && Object.hasOwn(COMMANDS, text);

const help = `Usage: npm run -s cli -- COMMAND [OPTION …]

${Object.entries(COMMANDS)
  .map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`)
  .join('\n')}

  COMMAND --help tells more.`;

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) {
    console.error(help);
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    console.log(help);
    return 0;
  }
  if (!isName(name)) {
    console.error(`Unknown command ${name}.\n\n${help}`);
    return 2;
  }
  // What it may make, such as the database, is for its owner alone.
  process.umask(0o077);
  if (existsSync('.env')) process.loadEnvFile('.env');
  return (await COMMANDS[name].load())(args);
}

process.stdout.on('error', () => process.exit(0));
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof ConfigurationError ? error.message : error);
    process.exitCode = 1;
  },
);
