import { listSessions } from '@/lib/api/doors.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { pageOf } from '@/lib/server/web/http/page.ts';
import { services } from '@/lib/server/web/services.ts';
import { showSession } from '@/lib/server/web/show-doors.ts';

export const GET = endpoint(listSessions, async ({ query }, { caller }) => {
  const own = caller?.type === 'session' ? caller.sessionId : null;
  const sessions = [...(await services().sessions.list())].sort((a, b) => (a.id < b.id ? -1 : 1));
  const page = pageOf(sessions, ({ id }) => id, query.limit ?? 500, query.cursor);
  const shown = page.items.map((session) => showSession(session, own));
  return { sessions: shown, nextCursor: page.nextCursor };
});
