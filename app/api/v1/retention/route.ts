import { listRetention } from '@/lib/api/retention.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(listRetention, () => services().retention.list());
