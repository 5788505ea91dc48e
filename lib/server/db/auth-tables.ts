import type { BetterAuthOptions } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { sha256 } from '../auth/secrets.ts';
import type { Database } from './connection/client.ts';

type Tables = ReturnType<ReturnType<typeof prismaAdapter>>;
type Where = NonNullable<Parameters<Tables['findOne']>[0]['where']>;

/**
 * The sign-in library's tables. A session's token is stored hashed, so that a stolen database or
 * backup opens no session: it is hashed on its way in, and the row that answers a question for a
 * token carries the token that was asked for.
 */
export function authTables({
  prisma,
  provider,
}: Pick<Database, 'prisma' | 'provider'>): (options: BetterAuthOptions) => Tables {
  const plain = prismaAdapter(prisma, { provider });
  return (options) => withHashedTokens(plain(options));
}

function withHashedTokens(tables: Tables): Tables {
  const wrapped: Tables = {
    ...tables,
    async create(args) {
      const token = tokenIn(args.model, args.data);
      if (token === null) return tables.create(args);
      const row = await tables.create({ ...args, data: { ...args.data, token: sha256(token) } });
      return { ...row, token } as never;
    },
    async findOne(args) {
      const row = await tables.findOne({ ...args, where: hashed(args.model, args.where) });
      return withToken(row, args) as never;
    },
    findMany: (args) => tables.findMany({ ...args, where: hashed(args.model, args.where) }),
    count: (args) => tables.count({ ...args, where: hashed(args.model, args.where) }),
    async update(args) {
      const row = await tables.update({ ...args, where: hashed(args.model, args.where) });
      return withToken(row, args) as never;
    },
    updateMany: (args) => tables.updateMany({ ...args, where: hashed(args.model, args.where) }),
    delete: (args) => tables.delete({ ...args, where: hashed(args.model, args.where) }),
    deleteMany: (args) => tables.deleteMany({ ...args, where: hashed(args.model, args.where) }),
    transaction: (work) => work(wrapped),
  };
  return wrapped;
}

function tokenIn(model: string, data: unknown): string | null {
  const token = model === 'session' ? (data as { token?: unknown }).token : null;
  return typeof token === 'string' ? token : null;
}

/** The same conditions, with tokens hashed. */
function hashed<W extends Where | undefined>(model: string, where: W): W {
  if (model !== 'session' || !where) return where;
  return where.map((condition) => {
    if (condition.field !== 'token') return condition;
    const { value } = condition;
    if (typeof value === 'string') return { ...condition, value: sha256(value) };
    if (Array.isArray(value)) return { ...condition, value: value.map((one) => sha256(`${one}`)) };
    return condition;
  }) as W;
}

/** The row as the library expects it back: with the token it asked for. */
function withToken(row: unknown, { model, where }: { model: string; where?: Where }): unknown {
  const asked = model === 'session' && where?.find((condition) => condition.field === 'token');
  return row && asked && typeof asked.value === 'string' ? { ...row, token: asked.value } : row;
}
