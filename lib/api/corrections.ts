import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { entityParams } from './entities.ts';
import { property, rangeIn } from './history.ts';
import { cursor, limit, nextCursor, text, time, timeOut, value } from './values.ts';

const correction = z
  .object({
    id: z.string().meta({ description: 'Names it when it is taken back' }),
    property: z.string(),
    time: timeOut('When the reading was received'),
    nth: z.int().meta({ description: 'Which one, of several at that time: 0 is the first' }),
    original: value.meta({ description: 'As it was received; null also if it is kept no longer' }),
    value: z
      .union([z.number(), z.boolean(), z.null()])
      .meta({ description: 'What counts instead; null: nothing, as if it had not been said' }),
    reason: z.string(),
    createdAt: timeOut('When it was corrected'),
  })
  .meta({ id: 'Correction' });

export type CorrectionOut = z.infer<typeof correction>;

export const postCorrection = defineRoute({
  method: 'POST',
  path: '/entities/{id}/corrections',
  access: 'admin',
  summary: 'Correct a reading; the original is kept, and history tells what counts instead',
  tag: 'history',
  params: entityParams,
  body: z
    .strictObject({
      property,
      time: time('When the reading was received, to the millisecond').meta({
        examples: ['2026-01-31T18:00:00.250Z'],
      }),
      nth: z
        .int()
        .min(0)
        .max(1_000_000)
        .default(0)
        .meta({ description: 'Which one, of several at that time: 0 is the first' }),
      value: z.union([z.number(), z.boolean(), z.null()]).meta({
        description:
          'What counts instead, in the entity’s own unit; null: nothing, as if it had not been said',
        examples: [21.5],
      }),
      reason: text(500)
        .trim()
        .min(1)
        .meta({ description: 'Why, in your words', examples: ['the sensor’s power-on value'] }),
    })
    .meta({ id: 'NewCorrection' }),
  status: 201,
  answer: correction,
  problems: ['not_found', 'database_unavailable'],
});

export const listCorrections = defineRoute({
  method: 'GET',
  path: '/entities/{id}/corrections',
  access: 'read',
  summary: 'The corrected readings of an entity, oldest first',
  tag: 'history',
  params: entityParams,
  query: z.object({
    property: property.meta({ description: 'Only of this property (all if absent)' }),
    limit: limit(1000, 500),
    cursor,
  }),
  answer: z.object({ corrections: z.array(correction), nextCursor }),
  problems: ['not_found', 'database_unavailable'],
});

export const deleteCorrection = defineRoute({
  method: 'DELETE',
  path: '/entities/{id}/corrections/{correction}',
  access: 'admin',
  summary: 'Take a correction back; the reading counts again as it was received',
  tag: 'history',
  params: entityParams.extend({
    correction: z.string().min(1).max(400).meta({ description: 'The id of a correction' }),
  }),
  problems: ['not_found', 'database_unavailable'],
});

const suspectsOut = z.object({
  entity: z.string(),
  property: z.string(),
  unit: z.string().nullable(),
  from: timeOut('Begin, included'),
  to: timeOut('End, excluded'),
  suspects: z.array(
    z.object({
      time: timeOut('When it was received'),
      nth: z.int().meta({ description: 'Which one, of several at that time: 0 is the first' }),
      value: z.number(),
      expected: z
        .number()
        .meta({ description: 'The median of the three readings before and after it' }),
      score: z
        .number()
        .meta({ description: 'How many times the spread of its neighbours it lies off' }),
    }),
  ),
  nextCursor,
});

export const getSuspects = defineRoute({
  method: 'GET',
  path: '/entities/{id}/history/suspects',
  access: 'read',
  summary: 'Single readings that leap out and back: what may want a correction',
  tag: 'history',
  params: entityParams,
  query: z.object({ ...rangeIn, property, limit: limit(1000, 100), cursor }),
  answer: suspectsOut,
  problems: ['not_found', 'database_unavailable'],
});

export type NewCorrection = z.output<NonNullable<typeof postCorrection.body>>;
export type CorrectionQuery = z.output<typeof listCorrections.query>;
export type SuspectQuery = z.output<typeof getSuspects.query>;
export type SuspectsOut = z.infer<typeof suspectsOut>;
