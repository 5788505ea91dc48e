import { previewRetention } from '@/lib/api/retention.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const POST = endpoint(previewRetention, ({ body }) => services().retention.preview(body));
