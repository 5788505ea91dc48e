import { listTokens, postToken } from '@/lib/api/doors.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { pageOf } from '@/lib/server/web/http/page.ts';
import { services } from '@/lib/server/web/services.ts';
import { showToken } from '@/lib/server/web/show-doors.ts';

const DAY_MS = 86_400_000;

export const GET = endpoint(listTokens, async ({ query }) => {
  const tokens = [...(await services().tokens.list())].sort((a, b) => (a.id < b.id ? -1 : 1));
  const page = pageOf(tokens, ({ id }) => id, query.limit ?? 500, query.cursor);
  return { tokens: page.items.map(showToken), nextCursor: page.nextCursor };
});

export const POST = endpoint(postToken, async ({ body: { name, scope, expiresInDays } }) => {
  const expiresAt = expiresInDays ? Date.now() + expiresInDays * DAY_MS : null;
  const made = await services().tokens.create({ name, scope, expiresAt });
  return { ...showToken(made), token: made.token };
});
