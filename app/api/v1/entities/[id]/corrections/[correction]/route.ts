import { deleteCorrection } from '@/lib/api/corrections.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const DELETE = endpoint(deleteCorrection, ({ params }) =>
  services().corrections.remove(params.id, params.correction),
);
