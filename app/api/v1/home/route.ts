import { getHome } from '@/lib/api/home-route.ts';
import { endpoint, sessionOf } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getHome, (_input, call) => services().snapshot(sessionOf(call).user));
