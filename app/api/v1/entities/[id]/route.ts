import { editEntity, getEntity } from '@/lib/api/entities.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getEntity, ({ params }) => services().entities.one(params.id));

export const PATCH = endpoint(editEntity, ({ params, body }) =>
  services().entities.edit(params.id, body),
);
