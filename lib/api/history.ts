import { z } from 'zod';
import { DOWNSAMPLERS } from '../domain/history/downsample.ts';
import { DEFAULT_POINTS, MAX_POINTS, RESOLUTIONS } from '../domain/history/resolution.ts';
import { defineRoute } from './define-route.ts';
import { entityParams } from './entities.ts';
import { type BucketOut, bucket, type GapOut, gap } from './history-out.ts';
import { cursor, limit, nextCursor, text, time, timeOut, value, wholeNumber } from './values.ts';

export const MAX_READINGS = 50_000;
export const DEFAULT_READINGS = 10_000;

/** What buckets tell besides their summary, if they are asked. */
export const INCLUDES = ['percentiles', 'states', 'changes', 'increase'] as const;
export type Include = (typeof INCLUDES)[number];

const include = z
  .array(z.string().max(200))
  .max(20)
  .transform((given, context): Include[] => {
    const wanted = given.flatMap((list) => list.split(',')).map((word) => word.trim());
    const known = wanted.filter((word): word is Include =>
      (INCLUDES as readonly string[]).includes(word),
    );
    if (known.length < wanted.length) context.addIssue(`must be a list of ${INCLUDES.join(', ')}`);
    return [...new Set(known)];
  })
  .meta({
    description:
      'More about each bucket; repeated, or with commas. `percentiles` weighted by time. `states`: how long each was in force. `changes`: how often the value became another. `increase`: what a counter has counted, with resets and overflows. On/off and texts always have `states` and `changes`',
    examples: [['percentiles', 'increase']],
    override: {
      type: 'array',
      items: { type: 'string', enum: [...INCLUDES] },
      maxItems: undefined,
    },
  });

/** The unit an answer is wanted in. */
export const unit = text(30)
  .min(1)
  .meta({ examples: ['°F'] });

export const property = text(100)
  .min(1)
  .optional()
  .meta({
    description: 'What of the entity (its main property if absent: `value`, `on`, `position`, …)',
    examples: ['value'],
  });

export const rangeIn = {
  from: time('Begin, included (24 hours before `to` if absent)')
    .meta({ examples: ['2026-01-31T00:00:00Z'] })
    .optional(),
  to: time('End, excluded (now if absent)')
    .meta({ examples: ['2026-02-01T00:00:00+01:00'] })
    .optional(),
};

/** `true` or `false` in a query. */
export const flag = (description: string) =>
  z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .meta({ description, examples: ['true'] });

const range = {
  ...rangeIn,
  property,
  resolution: z
    .enum(['auto', 'raw', ...RESOLUTIONS])
    .default('auto')
    .meta({
      description:
        '`raw`: every reading, in pages. A width: buckets of the home’s calendar. `auto`: readings if they are few, else buckets',
      examples: ['1h'],
    }),
  points: wholeNumber(
    1,
    MAX_POINTS,
    `With \`auto\` or \`downsample\`: about this many points at most (${DEFAULT_POINTS} if absent)`,
  )
    .meta({ examples: [800] })
    .optional(),
  include: include.optional(),
  unit: unit.optional().meta({
    description:
      'The unit to answer in, of the same kind as the entity’s own; of several series, those that can',
  }),
  downsample: z
    .enum(DOWNSAMPLERS)
    .optional()
    .meta({
      description:
        'Not every reading but about `points` of them, chosen so that a chart looks the same. `minmax`: least and greatest of each stretch, so no peak is lost. `lttb`: largest triangles, so the shape stays. The first and the last are always there, and where something became unknown. For numbers, with `resolution` `raw` or `auto`',
      examples: ['lttb'],
    }),
  original: flag('true: as the readings were received, without corrections'),
};

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
    before: z
      .object({ time: timeOut('When it was reported'), value })
      .nullable()
      .optional()
      .meta({
        description:
          'If the resolution is raw, on the first page: what was in force as the range began, which is none of its readings; null: nothing was known',
      }),
    corrected: z
      .array(
        z.object({
          time: timeOut('When it was received'),
          original: value.meta({ description: 'As it was received' }),
          value: value.nullable().meta({ description: 'What counts instead; null: left out' }),
          reason: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Readings of this page that somebody corrected' }),
    downsampled: z
      .object({
        method: z.enum(DOWNSAMPLERS),
        of: z.int().meta({ description: 'How many readings there are' }),
      })
      .optional()
      .meta({ description: 'These readings were chosen from so many' }),
    gaps: z.array(gap),
    nextCursor,
  })
  .meta({ id: 'Series' });

export type SeriesOut = z.infer<typeof seriesOut>;
export type { BucketOut, GapOut };

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
      .meta({ description: 'Ids of entities; may be repeated', examples: [['sensor.hall']] }),
    ...range,
    limit: limit(MAX_READINGS, DEFAULT_READINGS),
  }),
  answer: z.object({
    series: z.array(seriesOut),
    unknown: z.array(z.string()).meta({
      description: 'Of the entities asked for, those that there are not, or not with this property',
    }),
  }),
  problems: ['database_unavailable'],
});

export type HistoryQuery = z.output<typeof getHistory.query>;
export type HistoriesQuery = z.output<typeof getHistories.query>;
