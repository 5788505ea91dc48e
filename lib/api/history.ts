import { z } from 'zod';
import { DEFAULT_POINTS, MAX_POINTS, RESOLUTIONS } from '../domain/history/resolution.ts';
import { defineRoute } from './define-route.ts';
import { entityParams } from './entities.ts';
import { cursor, limit, nextCursor, text, time, timeOut, value, wholeNumber } from './values.ts';

export const MAX_READINGS = 50_000;
export const DEFAULT_READINGS = 10_000;

const range = {
  from: time('Begin, included (24 hours before `to` if absent)').optional(),
  to: time('End, excluded (now if absent)').optional(),
  property: text(100).min(1).optional().meta({
    description: 'What of the entity (its main property if absent: `value`, `on`, `position`, …)',
  }),
  resolution: z
    .enum(['auto', 'raw', ...RESOLUTIONS])
    .default('auto')
    .meta({
      description:
        '`raw`: every reading, in pages. A width: buckets of the home’s calendar. `auto`: readings if they are few, else buckets',
    }),
  points: wholeNumber(
    1,
    MAX_POINTS,
    `With \`auto\`: about this many points at most (${DEFAULT_POINTS} if absent)`,
  ).optional(),
};

const number = z.number().nullable();

const bucket = z
  .object({
    start: timeOut('Begin, included'),
    end: timeOut('End, excluded'),
    count: z.int().meta({ description: 'Readings in it' }),
    min: number,
    max: number,
    mean: number.meta({ description: 'Weighted by how long each value was in force' }),
    first: value,
    last: value,
  })
  .meta({ id: 'Bucket' });

const gap = z
  .object({
    start: timeOut('Begin'),
    end: timeOut('End'),
    reason: z.enum(['sensor_silent', 'sensor_offline', 'recorder_down']).meta({
      description: 'Why there are no readings where there should be some',
    }),
  })
  .meta({ id: 'Gap' });

export const seriesOut = z
  .object({
    entity: z.string(),
    property: z.string(),
    unit: z.string().nullable(),
    from: timeOut('Begin, included'),
    to: timeOut('End, excluded'),
    resolution: z.enum(['raw', ...RESOLUTIONS]),
    buckets: z.array(bucket).optional().meta({ description: 'Unless the resolution is raw' }),
    readings: z
      .array(z.tuple([timeOut('When'), value]))
      .optional()
      .meta({ description: 'If the resolution is raw: [time, value], oldest first' }),
    gaps: z.array(gap),
    nextCursor,
  })
  .meta({ id: 'Series' });

export type SeriesOut = z.infer<typeof seriesOut>;
export type BucketOut = z.infer<typeof bucket>;
export type GapOut = z.infer<typeof gap>;

export const getHistory = defineRoute({
  method: 'GET',
  path: '/entities/{id}/history',
  access: 'read',
  summary: 'What one property of an entity did',
  tag: 'history',
  params: entityParams,
  query: z.object({ ...range, limit: limit(MAX_READINGS, DEFAULT_READINGS), cursor }),
  answer: seriesOut,
  problems: ['not_found', 'database_unavailable'],
});

export const getHistories = defineRoute({
  method: 'GET',
  path: '/history',
  access: 'read',
  summary: 'Several series in one call',
  tag: 'history',
  query: z.object({
    entity: z
      .array(z.string().min(1).max(512))
      .min(1)
      .max(50)
      .meta({ description: 'Ids of entities; may be repeated' }),
    ...range,
    limit: limit(MAX_READINGS, DEFAULT_READINGS),
  }),
  answer: z.object({ series: z.array(seriesOut) }),
  problems: ['not_found', 'database_unavailable'],
});

const statesOut = z.object({
  at: timeOut('The moment'),
  states: z.array(
    z.object({
      entity: z.string(),
      available: z.boolean().nullable().meta({ description: 'null: nobody said' }),
      state: z.record(z.string(), value),
      times: z.record(z.string(), timeOut('When the value was reported')),
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
    at: time('The moment (now if absent)').optional(),
    limit: limit(10_000, 10_000),
    cursor,
  }),
  answer: statesOut,
  problems: ['database_unavailable'],
});

export type HistoryQuery = z.output<typeof getHistory.query>;
export type HistoriesQuery = z.output<typeof getHistories.query>;
export type StatesQuery = z.output<typeof getStates.query>;
export type StatesOut = z.infer<typeof statesOut>;
