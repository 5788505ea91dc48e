import { defineDevice, listDevices } from '@/lib/api/devices.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(listDevices, ({ query }) => services().devices.list(query));

export const POST = endpoint(defineDevice, ({ body }) => services().devices.define(body));
