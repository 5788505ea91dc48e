import { z } from 'zod';
import { defineRoute } from './define-route.ts';

export const health = z
  .object({
    status: z.enum(['ok', 'degraded']),
    broker: z.enum(['ok', 'unavailable']),
    recorder: z.enum(['ok', 'unavailable']),
    database: z.enum(['ok', 'unavailable']),
    version: z.string(),
  })
  .meta({ id: 'Health' });

export type Health = z.infer<typeof health>;

export const getHealth = defineRoute({
  method: 'GET',
  path: '/health',
  access: 'public',
  summary: 'Whether the parts of the product answer',
  tag: 'home',
  answer: health,
});
