import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { timeOut } from './values.ts';

export const counter = z
  .object({
    name: z.string().meta({ description: 'What happened, in words' }),
    count: z.int().min(0),
    lastAt: timeOut('When it last happened'),
    detail: z.string().nullable().meta({ description: 'The topic it last happened on' }),
  })
  .meta({ id: 'Counter' });

export type CounterAnswer = z.infer<typeof counter>;

export const getCounters = defineRoute({
  method: 'GET',
  path: '/counters',
  access: 'read',
  summary: 'What was not understood or refused, counted per reason, the latest first',
  tag: 'home',
  answer: z.object({ counters: z.array(counter) }),
});
