import { getSuspects } from '@/lib/api/corrections.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getSuspects, ({ params, query }) =>
  services().suspects(params.id, query),
);
