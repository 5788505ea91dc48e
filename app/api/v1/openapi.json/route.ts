import { getOpenapi } from '@/lib/api/home-route.ts';
import { openapiDocument } from '@/lib/api/openapi.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getOpenapi, () => openapiDocument(services().version));
