import { parseArgs } from 'node:util';
import { openDatabase } from '../db/connection/client.ts';
import { type CredentialStore, credentialStore } from '../db/credentials.ts';
import { readEnv } from '../env.ts';
import { nameArgument, runCommand, UsageError } from './arguments.ts';

export const MQTT_USER_HELP = `Usage:
  mqtt-user create --name NAME
      Makes a credential for a device and prints username:password, and nothing else.
      The password is shown this once.
  mqtt-user list
      The devices that may enter the embedded broker: username, name.
  mqtt-user revoke USERNAME
      Ends the credential and, within seconds, the connections that use it.`;

/**
 * `mqtt-user create|list|revoke`.
 * @param args what follows `mqtt-user` on the command line
 * @returns the exit code
 */
export async function mqttUserCommand(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(MQTT_USER_HELP);
    return 0;
  }
  return runCommand(MQTT_USER_HELP, async () => {
    const action = parse(args);
    const database = await openDatabase(readEnv(process.env));
    try {
      await action(credentialStore(database));
    } finally {
      await database.close();
    }
  });
}

type Action = (credentials: CredentialStore) => Promise<void>;

/** What is asked, checked before the database is touched. @throws UsageError */
function parse(args: readonly string[]): Action {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { name: { type: 'string' } },
  });
  const [verb, username, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`What is ${JSON.stringify(more[0])}?`);
  switch (verb) {
    case 'create': {
      if (username !== undefined) throw new UsageError('Give the name by --name');
      const name = nameArgument(values.name);
      return async (credentials) => {
        const made = await credentials.createDevice(name);
        console.log(`${made.username}:${made.password}`);
      };
    }
    case 'list':
      if (username !== undefined) throw new UsageError(`What is ${JSON.stringify(username)}?`);
      return async (credentials) => {
        for (const user of await credentials.listDevices()) {
          console.log(`${user.username.padEnd(24)}  ${user.name}`);
        }
      };
    case 'revoke': {
      if (username === undefined) throw new UsageError('Which one? Give its username');
      return async (credentials) => {
        if (await credentials.revokeDevice(username)) return;
        throw new Error(`There is no MQTT user ${JSON.stringify(username)} in force`);
      };
    }
    default:
      throw new UsageError(`mqtt-user knows create, list and revoke, not ${JSON.stringify(verb)}`);
  }
}
