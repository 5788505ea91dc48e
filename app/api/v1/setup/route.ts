import { postSetup } from '@/lib/api/doors.ts';
import { endpoint, replyWithCookies } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const POST = endpoint(postSetup, async ({ body }, { request, secure }) => {
  const visit = await services().doors.setup(body, { headers: request.headers, secure });
  return replyWithCookies(visit, { user: visit.value.user });
});
