import { z } from 'zod';
import { EXPORT_FORMATS } from '../domain/export/lines.ts';
import { defineRoute } from './define-route.ts';
import { text, time } from './values.ts';

export const getExport = defineRoute({
  method: 'GET',
  path: '/export',
  access: 'read',
  summary: 'Every reading of some entities, or of the whole home, as a file',
  details:
    'The file is streamed, one entity and property after the other, each oldest first. ' +
    'CSV has the columns time, entity, property, value, unit [RFC 4180]; NDJSON has an object with the same names on each line. ' +
    'In CSV numbers, `true` and `false` stand as they are, texts and lists are quoted, an unknown value is empty. ' +
    "A text that begins with = + - @ ' [ or white space that a spreadsheet obeys has an apostrophe in front, which `cli import csv` takes off again. " +
    'A connection that ends before the last line is complete was cut: ask again.',
  tag: 'history',
  query: z.object({
    entity: z
      .array(z.string().min(1).max(512))
      .max(500)
      .optional()
      .meta({ description: 'Ids of entities; may be repeated. Absent: the whole home' }),
    property: text(100).min(1).optional().meta({
      description: 'Only this property of each (all it ever had if absent, `available` too)',
    }),
    from: time('Begin, included (the first reading if absent)').optional(),
    to: time('End, excluded (now if absent)').optional(),
    format: z.enum(EXPORT_FORMATS).default('csv').meta({ description: 'How lines are written' }),
  }),
  files: ['text/csv', 'application/x-ndjson'],
  problems: ['not_found', 'database_unavailable'],
});

export type ExportQuery = z.output<typeof getExport.query>;
