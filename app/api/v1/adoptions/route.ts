import { adoptDevices } from '@/lib/api/devices.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const POST = endpoint(adoptDevices, ({ body }) => services().devices.adopt(body));
