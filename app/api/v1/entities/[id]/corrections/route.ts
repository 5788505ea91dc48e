import { listCorrections, postCorrection } from '@/lib/api/corrections.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(listCorrections, ({ params, query }) =>
  services().corrections.list(params.id, query),
);

export const POST = endpoint(postCorrection, ({ params, body }) =>
  services().corrections.add(params.id, body),
);
