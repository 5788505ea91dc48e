import { deleteToken } from '@/lib/api/doors.ts';
import { Problem } from '@/lib/api/problem.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const DELETE = endpoint(deleteToken, async ({ params }) => {
  if (!(await services().tokens.revoke(params.id))) throw new Problem('not_found');
});
