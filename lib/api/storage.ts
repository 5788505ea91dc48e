import { z } from 'zod';
import { ENTITY_KINDS } from '../domain/entity/entity.ts';
import { defineRoute } from './define-route.ts';
import { cursor, limit, nextCursor, text, timeOut } from './values.ts';

export const STORAGE_SORTS = ['bytes', 'readings', 'rate', 'name'] as const;
export type StorageSort = (typeof STORAGE_SORTS)[number];

const bytes = (description: string) => z.number().min(0).meta({ description });
const time = (description: string) => timeOut(description).nullable();

const totals = z.object({
  readings: z.int().meta({ description: 'Readings kept' }),
  unpacked: z.int().meta({ description: 'Those of them that wait to be packed' }),
  bytes: bytes('The database on disk, everything included'),
  bytesPerReading: z.number().nullable().meta({ description: 'null: there are no readings yet' }),
  freeBytes: z
    .number()
    .nullable()
    .meta({ description: 'Room left on the disk; null: it is on another machine' }),
  reusableBytes: z.number().nullable().meta({
    description:
      'Room inside the database that was given free and is used again before it grows; null: its server looks after that',
  }),
  firstAt: time('The oldest reading'),
});

const forecast = z.object({
  basisDays: z
    .number()
    .min(0)
    .meta({ description: 'Days of the past on which most of it rests, at most 7' }),
  readingsPerDay: z.number().min(0),
  bytesPerYear: bytes('Growth at the present pace, before any retention'),
  inMonth: bytes('The database in 30 days, by the retention that is set'),
  inYear: bytes('The database in 365 days, by the retention that is set'),
  course: z
    .array(z.tuple([timeOut('When'), bytes('About so large')]))
    .meta({ description: 'How it grew and will grow, from the first reading to a year ahead' }),
});

const gap = z.object({
  start: timeOut('Begin'),
  end: time('End; null: it goes on'),
  reason: z
    .enum(['recorder_stopped', 'recorder_died', 'recorder_lost', 'sensor_silent', 'sensor_offline'])
    .meta({
      description:
        '`recorder_stopped`, `recorder_died`: the recorder was away; what a broker kept for it was stored afterwards. `recorder_lost`: nobody kept it',
    }),
  entity: z.string().nullable().meta({ description: 'null: it concerns the whole home' }),
  note: z.string().nullable().meta({ description: 'What was odd about it' }),
});

const trouble = z.object({
  type: z.enum(['damaged', 'not_packed']).meta({
    description:
      '`damaged`: stretches of history that cannot be read any more. `not_packed`: readings are stored, and packing them has failed, as on a full disk; it is tried again',
  }),
  count: z.int().meta({ description: 'How often' }),
  lastAt: timeOut('When it last happened'),
  detail: z.string().nullable().meta({ description: 'What it was, the last time' }),
});

const work = z.object({
  type: z.enum(['retention', 'import', 'packing']),
  name: z.string().meta({ description: 'Which: the scope, the source' }),
  startedAt: time('When it began'),
  readings: z.int().meta({ description: 'Readings done so far' }),
  left: z.int().nullable().meta({ description: 'Readings still to do; null: not known' }),
  stalled: z.boolean().meta({ description: 'Nobody goes on with it now' }),
});

const series = z
  .object({
    entity: z.string(),
    property: z.string(),
    name: z.string(),
    room: z.string().nullable(),
    kind: z.enum(ENTITY_KINDS),
    deviceClass: z.string().nullable(),
    removed: z.boolean().meta({ description: 'Its device is gone; its history stays' }),
    readings: z.int(),
    bytes: bytes('What its history takes on disk'),
    bytesPerReading: z.number().nullable(),
    firstAt: time('Its oldest reading'),
    lastAt: time('Its newest reading'),
    readingsPerDay: z.number().min(0).meta({
      description: 'In the last seven days, or since it began',
    }),
    bytesPerYear: bytes('Growth at that pace'),
    retention: z
      .object({
        scope: z.string().nullable().meta({ description: 'Whose policy holds; null: nobody’s' }),
        rawDays: z.int().nullable(),
        summaryDays: z.int().nullable(),
      })
      .meta({ description: 'How long it is kept, in days; null: for ever' }),
  })
  .meta({ id: 'StoredSeries' });

const storage = z
  .object({
    at: timeOut('When this was looked up; figures may be this old'),
    totals,
    forecast,
    ingest: z.object({
      perSecond: z.number().min(0).meta({ description: 'Readings a second, in the last minute' }),
      lastHour: z.int().meta({ description: 'Readings in the last hour' }),
    }),
    losses: z.object({
      lost: z.int().meta({ description: 'Messages that came and could not be kept' }),
      ignored: z.int().meta({ description: 'Messages nobody could read, by their own fault' }),
    }),
    troubles: z.array(trouble).meta({ description: 'What the disk does not do as it should' }),
    recorder: z.object({
      running: z.boolean(),
      since: time('When the newest run began'),
      committedAt: time('When readings were last written'),
    }),
    gaps: z.array(gap).meta({ description: 'The last ones, the newest first' }),
    work: z.array(work).meta({ description: 'Long work under way' }),
    series: z.array(series),
    nextCursor,
  })
  .meta({ id: 'Storage' });

export type StorageOut = z.infer<typeof storage>;
export type StoredSeriesOut = z.infer<typeof series>;
export type StorageGapOut = z.infer<typeof gap>;
export type TroubleOut = z.infer<typeof trouble>;
export type WorkOut = z.infer<typeof work>;

export const getStorage = defineRoute({
  method: 'GET',
  path: '/storage',
  access: 'read',
  summary: 'What is stored, how it grows, what came in and what was missed',
  tag: 'storage',
  query: z.object({
    sort: z
      .enum(STORAGE_SORTS)
      .default('bytes')
      .meta({ description: 'Order of the series: the largest first, or by name' }),
    entity: text(512).min(1).optional().meta({ description: 'Only the series of this entity' }),
    limit: limit(1000, 100),
    cursor,
  }),
  answer: storage,
  problems: ['database_unavailable'],
});

export type StorageQuery = z.output<typeof getStorage.query>;
