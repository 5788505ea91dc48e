import { getStates } from '@/lib/api/states.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getStates, ({ query }) => services().states(query));
