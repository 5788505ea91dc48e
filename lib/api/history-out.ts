import { z } from 'zod';
import { timeOut, value } from './values.ts';

const number = z.number().nullable();

const percentiles = z
  .object({ p5: z.number(), p25: z.number(), p50: z.number(), p75: z.number(), p95: z.number() })
  .nullable()
  .meta({
    description:
      'Weighted by time: for 5 % of the known time the value was p5 or less. null: no value was known',
  });

const state = z.object({
  value,
  seconds: z.number().meta({ description: 'How long it was in force' }),
});

/** How many states a bucket tells of. */
export const MOST_STATES = 100;

export const bucket = z
  .object({
    start: timeOut('Begin, included'),
    end: timeOut('End, excluded; where it lies ahead, the bucket tells what is known by now'),
    count: z.int().meta({ description: 'Readings in it' }),
    min: number,
    max: number,
    mean: number.meta({ description: 'Weighted by how long each value was in force' }),
    first: value,
    last: value,
    percentiles: percentiles.optional(),
    states: z
      .array(state)
      .optional()
      .meta({ description: `The ${MOST_STATES} that were longest in force, the longest first` }),
    changes: z
      .int()
      .optional()
      .meta({ description: 'How often the value became another than the one before' }),
    increase: number.optional().meta({
      description:
        'What a counter has counted, where it begins anew or overflows too; adjacent buckets add up to the whole. null: nothing was known of it',
    }),
    corrected: z
      .int()
      .optional()
      .meta({ description: 'Readings in it that somebody corrected; absent: none' }),
  })
  .meta({ id: 'Bucket' });

export const gap = z
  .object({
    start: timeOut('Begin'),
    end: timeOut('End'),
    reason: z.enum(['sensor_silent', 'sensor_offline', 'recorder_down', 'damaged']).meta({
      description:
        'Why there are no readings where there should be some; `damaged`: they were stored, and the disk has not kept them',
    }),
  })
  .meta({ id: 'Gap' });

export type BucketOut = z.infer<typeof bucket>;
export type GapOut = z.infer<typeof gap>;
