import { getCounters } from '@/lib/api/counters.ts';
import { formatTime } from '@/lib/api/values.ts';
import { endpoint } from '@/lib/server/web/http/endpoint.ts';
import { services } from '@/lib/server/web/services.ts';

export const GET = endpoint(getCounters, async () => {
  const counters = await services().counters.all();
  return {
    counters: counters.map(({ lastAt, ...counter }) => ({
      ...counter,
      lastAt: formatTime(lastAt),
    })),
  };
});
