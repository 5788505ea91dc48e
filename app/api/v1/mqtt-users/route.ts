import { listMqttUsers, postMqttUser } from '@/lib/api/doors.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { pageOf } from '@/lib/server/web/http/page.ts';
import { services } from '@/lib/server/web/services.ts';
import { showMqttUser } from '@/lib/server/web/show-doors.ts';

export const GET = endpoint(listMqttUsers, async ({ query }) => {
  const users = [...(await services().credentials.listDevices())];
  users.sort((a, b) => (a.username < b.username ? -1 : 1));
  const page = pageOf(users, ({ username }) => username, query.limit ?? 500, query.cursor);
  return { mqttUsers: page.items.map(showMqttUser), nextCursor: page.nextCursor };
});

export const POST = endpoint(postMqttUser, async ({ body }) => {
  const made = await services().credentials.createDevice(body.name);
  return { ...showMqttUser(made), password: made.password };
});
