import { getHistory } from '@/lib/api/history.ts';
import { endpoint, WithList } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getHistory, async ({ params, query }) => {
  const { head, readings } = await services().history.oneAsText(params.id, query);
  return readings === null ? head : new WithList(head, 'readings', readings);
});
