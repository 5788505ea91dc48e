import { publishMessage } from '@/lib/api/messages.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const POST = endpoint(publishMessage, ({ body }) => services().messages.publish(body));
