import { deleteRetention, putRetention } from '@/lib/api/retention.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const PUT = endpoint(putRetention, ({ params, body }) =>
  services().retention.put(params.scope, body),
);

export const DELETE = endpoint(deleteRetention, ({ params }) =>
  services().retention.remove(params.scope),
);
