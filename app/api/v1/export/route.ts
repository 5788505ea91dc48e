import { getExport } from '@/lib/api/export.ts';
import { Download, endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(
  getExport,
  async ({ query }) => new Download(await services().exports(query)),
);
