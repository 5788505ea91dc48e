import { postMqttCredential } from '@/lib/api/doors.ts';
import type { BrowserCredential } from '@/lib/api/home.ts';
import { formatTime } from '@/lib/api/values.ts';
import { endpoint, sessionOf } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const POST = endpoint(
  postMqttCredential,
  async (_input, call): Promise<BrowserCredential> => {
    const { doors, brokerWays } = services();
    const login = await doors.browserLogin(sessionOf(call));
    const ways = brokerWays(login, call.request.headers.get('host') ?? '', call.secure);
    return { ...login, ...ways, expiresAt: formatTime(login.expiresAt) };
  },
);
