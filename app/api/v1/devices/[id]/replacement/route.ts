import { getReplacement, replaceDevice } from '@/lib/api/devices.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getReplacement, ({ params, query }) =>
  services().devices.replacement(params.id, query.with),
);

export const POST = endpoint(replaceDevice, ({ params, body }) =>
  services().devices.replace(params.id, body),
);
