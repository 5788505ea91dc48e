import { getHealth } from '@/lib/api/health.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getHealth, () => services().health());
