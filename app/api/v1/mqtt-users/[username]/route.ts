import { deleteMqttUser } from '@/lib/api/doors.ts';
import { Problem } from '@/lib/api/problem.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const DELETE = endpoint(deleteMqttUser, async ({ params }) => {
  const gone = await services().credentials.revokeDevice(params.username);
  if (!gone) throw new Problem('not_found');
});
