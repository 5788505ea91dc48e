import { parseArgs } from 'node:util';
import { formatTime } from '../../api/values.ts';
import { openDatabase } from '../db/connection/client.ts';
import { SCOPES, type Scope, type TokenStore, tokenStore } from '../db/tokens.ts';
import { readEnv } from '../env.ts';
import { duration, nameArgument, runCommand, UsageError } from './arguments.ts';

export const TOKEN_HELP = `Usage:
  token create --name NAME --scope read|control|admin [--expires 30d]
      Prints a new API token, and nothing else. It is shown this once.
  token list
      The tokens in force: id, scope, end, name.
  token revoke ID
      The token opens nothing any more, from the next request on.

Scopes: read sees, control also sends commands, admin also changes settings.
--expires takes minutes, hours, days, weeks or years: 90m, 12h, 30d, 4w, 1y.`;

/**
 * `token create|list|revoke`.
 * @param args what follows `token` on the command line
 * @returns the exit code
 */
export async function tokenCommand(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(TOKEN_HELP);
    return 0;
  }
  return runCommand(TOKEN_HELP, async () => {
    const action = parse(args);
    const database = await openDatabase(readEnv(process.env));
    try {
      await action(tokenStore(database));
    } finally {
      await database.close();
    }
  });
}

type Action = (tokens: TokenStore) => Promise<void>;

/** What is asked, checked before the database is touched. @throws UsageError */
function parse(args: readonly string[]): Action {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      scope: { type: 'string' },
      expires: { type: 'string' },
    },
  });
  const [verb, id, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`What is ${JSON.stringify(more[0])}?`);
  switch (verb) {
    case 'create': {
      if (id !== undefined) throw new UsageError(`What is ${JSON.stringify(id)}?`);
      const name = nameArgument(values.name);
      const scope = scopeArgument(values.scope);
      const ms = values.expires === undefined ? null : duration(values.expires);
      return (tokens) => create(tokens, name, scope, ms);
    }
    case 'list':
      if (id !== undefined) throw new UsageError(`What is ${JSON.stringify(id)}?`);
      return list;
    case 'revoke':
      if (id === undefined)
        throw new UsageError('Which token? Give its id, as `token list` shows it');
      return (tokens) => revoke(tokens, id);
    default:
      throw new UsageError(`token knows create, list and revoke, not ${JSON.stringify(verb)}`);
  }
}

function scopeArgument(text: string | undefined): Scope {
  const scope = SCOPES.find((one) => one === text);
  if (scope === undefined) throw new UsageError(`--scope must be one of ${SCOPES.join(', ')}`);
  return scope;
}

async function create(tokens: TokenStore, name: string, scope: Scope, ms: number | null) {
  const expiresAt = ms === null ? null : Date.now() + ms;
  console.log((await tokens.create({ name, scope, expiresAt })).token);
}

async function list(tokens: TokenStore) {
  for (const { id, name, scope, expiresAt } of await tokens.list()) {
    const end = expiresAt === null ? 'never' : formatTime(expiresAt);
    console.log([id, scope.padEnd(7), end.padEnd(24), name].join('  '));
  }
}

async function revoke(tokens: TokenStore, id: string) {
  if (!(await tokens.revoke(id)))
    throw new Error(`There is no token ${JSON.stringify(id)} in force`);
}
