import { getHistory } from '@/lib/api/history.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getHistory, ({ params, query }) =>
  services().history.one(params.id, query),
);
