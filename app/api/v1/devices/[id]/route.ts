import { editDevice, getDevice, removeDevice } from '@/lib/api/devices.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getDevice, ({ params }) => services().devices.one(params.id));

export const PATCH = endpoint(editDevice, ({ params, body }) =>
  services().devices.edit(params.id, body),
);

export const DELETE = endpoint(removeDevice, ({ params }) => services().devices.remove(params.id));
