import { postLogout } from '@/lib/api/doors.ts';
import { endpoint, replyWithCookies } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const POST = endpoint(postLogout, async (_input, { request }) =>
  replyWithCookies(await services().doors.logout(request.headers), null),
);
