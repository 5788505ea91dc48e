import { getCommand } from '@/lib/api/commands.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getCommand, ({ params }) =>
  services().commands.look(params.id, params.commandId),
);
