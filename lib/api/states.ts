import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { flag, unit } from './history.ts';
import { cursor, limit, nextCursor, time, timeOut, value } from './values.ts';

const statesOut = z.object({
  at: timeOut('The moment'),
  states: z.array(
    z.object({
      entity: z.string(),
      available: z.boolean().nullable().meta({ description: 'null: nobody said' }),
      state: z.record(z.string(), value),
      times: z.record(z.string(), timeOut('When the value was reported')),
      units: z
        .record(z.string(), z.string())
        .meta({ description: 'The unit of each property that has one' }),
    }),
  ),
  nextCursor,
});

export const getStates = defineRoute({
  method: 'GET',
  path: '/states',
  access: 'read',
  summary: 'The whole home as it was at a moment',
  tag: 'history',
  query: z.object({
    at: time('The moment (now if absent); nothing is known beyond now')
      .meta({ examples: ['2026-01-31T18:00:00Z'] })
      .optional(),
    unit: z
      .array(unit)
      .max(30)
      .optional()
      .meta({
        description: 'Units to answer in, for the values that can; may be repeated',
        examples: [['°F', 'kWh']],
      }),
    original: flag('true: as the readings were received, without corrections'),
    limit: limit(10_000, 10_000),
    cursor,
  }),
  answer: statesOut,
  problems: ['database_unavailable'],
});

export type StatesQuery = z.output<typeof getStates.query>;
export type StatesOut = z.infer<typeof statesOut>;
