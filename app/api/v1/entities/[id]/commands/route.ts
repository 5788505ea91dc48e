import { postCommand } from '@/lib/api/commands.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const POST = endpoint(postCommand, ({ params, query, body }) =>
  services().commands.run(params.id, body, query.wait),
);
