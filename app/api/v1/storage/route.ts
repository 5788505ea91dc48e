import { getStorage } from '@/lib/api/storage.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getStorage, ({ query }) => services().storage.read(query));
