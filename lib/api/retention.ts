import { z } from 'zod';
import { MOST_DAYS, parseScope, policyObjection } from '../domain/history/retention.ts';
import { defineRoute } from './define-route.ts';
import { text, timeOut } from './values.ts';

const scope = text(600)
  .min(1)
  .refine((written) => parseScope(written) !== null, {
    error: 'must be home, class:KIND, class:KIND/DEVICE_CLASS or entity:ID',
  })
  .meta({
    description:
      'What it is about: `home`, `class:KIND` or `class:KIND/DEVICE_CLASS` (such as `class:sensor/temperature`), `entity:ID`',
    examples: ['home', 'class:sensor/temperature', 'entity:sensor.hall_temperature'],
  });

const days = z.int().min(1).max(MOST_DAYS).nullable();

const policyFields = {
  rawDays: days.meta({ description: 'Days for which every reading is kept; null: for ever' }),
  summaryDays: days.meta({
    description:
      'Days for which hourly statistics are kept, no fewer than `rawDays`; null: for ever',
  }),
};

const isSensible = (
  policy: { rawDays: number | null; summaryDays: number | null },
  context: z.RefinementCtx,
) => {
  const objection = policyObjection(policy);
  if (objection !== null)
    context.addIssue({ code: 'custom', path: ['summaryDays'], message: objection });
};

const policyIn = z
  .strictObject(policyFields)
  .superRefine(isSensible)
  .meta({ id: 'RetentionPolicy' });

const previewIn = z
  .strictObject({ scope, ...policyFields })
  .superRefine(isSensible)
  .meta({ id: 'RetentionPreviewRequest' });

const policyOut = z
  .object({
    scope: z.string(),
    ...policyFields,
    createdAt: timeOut('When it was last changed'),
    appliedAt: timeOut('When the recorder last carried it out; null: it is about to').nullable(),
    dropped: z.int().meta({ description: 'Readings dropped since it was last changed' }),
    entities: z.int().meta({ description: 'Entities with readings for which it holds' }),
  })
  .meta({ id: 'Retention' });

export type RetentionOut = z.infer<typeof policyOut>;
export type PolicyIn = z.output<typeof policyIn>;
export type PreviewIn = z.output<typeof previewIn>;

const bytes = (description: string) => z.number().min(0).meta({ description });

const preview = z
  .object({
    scope: z.string(),
    ...policyFields,
    entities: z.int().meta({ description: 'Entities with readings for which it would hold' }),
    readings: z.int().meta({ description: 'Their readings now' }),
    bytes: bytes('What their history takes on disk now'),
    inYear: z
      .object({
        without: bytes('As things are now'),
        with: bytes('With the policy'),
      })
      .meta({ description: 'What their history will take in a year, at the present pace' }),
    home: z
      .object({
        bytes: bytes('The whole database now'),
        inYear: z.object({ without: bytes('As things are now'), with: bytes('With the policy') }),
      })
      .meta({ description: 'The same for everything' }),
    lost: z
      .object({
        readings: z.int().meta({ description: 'About as many readings would be dropped' }),
        hours: z.int().meta({
          description: 'Hours of which only statistics are left, and these would be dropped too',
        }),
        entities: z.int().meta({ description: 'Entities they belong to' }),
        bytes: bytes('Room on disk they take, less that of the statistics which stay'),
        from: timeOut('The oldest of them'),
        to: timeOut('The newest of them'),
      })
      .nullable()
      .meta({ description: 'What would be dropped at once, for good; null: nothing' }),
    basisDays: z
      .number()
      .min(0)
      .meta({ description: 'Days of the past on which the forecast rests, at most 7' }),
  })
  .meta({ id: 'RetentionPreview' });

export type PreviewOut = z.infer<typeof preview>;

const params = z.object({ scope });

export const listRetention = defineRoute({
  method: 'GET',
  path: '/retention',
  access: 'read',
  summary: 'How long history is kept where not for ever; the most specific policy holds',
  tag: 'storage',
  answer: z.object({ policies: z.array(policyOut) }),
});

export const putRetention = defineRoute({
  method: 'PUT',
  path: '/retention/{scope}',
  access: 'admin',
  summary: 'Keep the history of something for so long; what is older is dropped within minutes',
  tag: 'storage',
  params,
  body: policyIn,
  answer: policyOut,
  problems: ['not_found'],
});

export const deleteRetention = defineRoute({
  method: 'DELETE',
  path: '/retention/{scope}',
  access: 'admin',
  summary: 'Take a policy back; the next wider one holds, or for ever',
  tag: 'storage',
  params,
  problems: ['not_found'],
});

export const previewRetention = defineRoute({
  method: 'POST',
  path: '/retention/preview',
  access: 'read',
  summary: 'What a policy would come to: disk now and in a year, and what would be lost',
  tag: 'storage',
  body: previewIn,
  answer: preview,
  problems: ['not_found'],
});
