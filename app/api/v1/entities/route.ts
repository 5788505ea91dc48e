import { listEntities } from '@/lib/api/entities.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(listEntities, ({ query }) => services().entities.list(query));
